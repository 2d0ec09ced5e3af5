"""Builders of procurements, named by how far they are; everything goes through the services."""

from datetime import date
from decimal import Decimal

from councils.organisations.models import Council
from councils.policies.models import Outcome
from measures.models import Measure
from procurement.opportunities import services
from procurement.opportunities.models import Procurement
from socialvalue.access.domain import Actor, Role
from tests.factories.councils import area, staff

GROUNDS = {
    "title": "Grounds maintenance",
    "description": "Grass, beds and hedges in the parks of the borough.",
    "contract_type": "services",
    "route": "tender",
    "value_ex_vat": Decimal("120000.00"),
    "vat_rate": "0.20",
    "cpv": "77310000",
    "contract_starts_on": date(2027, 4, 1),
    "contract_ends_on": date(2031, 3, 31),
    "commenced_on": None,
}
CONSIDERED = {
    "improve": "Apprenticeships for people who live near the parks.",
    "secure": "Ask for commitments by measure and quarter.",
    "consult": "Friends of the parks.",
    "will_consult": True,
}
OPENINGS = {
    "local_openings": "Two small parks can be a lot of their own.",
    "local_support": "A market event in the town hall.",
}


def commissioner(council: Council, name: str = "") -> Actor:
    """A commissioner of the council's first service area."""
    return staff(council, Role.COMMISSIONER, name=name)


def draft_procurement(council: Council, by: Actor | None = None, **told) -> Procurement:
    """A procurement that was opened in the first service area; grounds maintenance where nothing else is told."""
    by = by or commissioner(council)
    area_id = told.pop("service_area_id", area(council).pk)
    return services.open_procurement(service_area_id=area_id, by=by, **{**GROUNDS, **told})


def considered_procurement(council: Council, by: Actor | None = None, **told) -> Procurement:
    """The same with its three considerations recorded."""
    by = by or commissioner(council)
    procurement = draft_procurement(council, by, **told)
    services.record_considerations(procurement=procurement, version=procurement.version, by=by, **CONSIDERED)
    return procurement


def judged_procurement(
    council: Council,
    by: Actor | None = None,
    fitting: tuple[str, ...] = ("local-economy", "environment"),
    **told,
) -> Procurement:
    """The same with every outcome assessed, those called ``fitting`` as fitting, and openings described."""
    by = by or commissioner(council)
    procurement = considered_procurement(council, by, **told)
    for outcome in Outcome.objects.filter(policy=procurement.policy).order_by("position"):
        fits = outcome.key in fitting
        services.assess_outcome(
            procurement=procurement,
            outcome=outcome,
            appropriate=fits,
            relevant=fits,
            achievable=True,
            why="It has to do with this work." if fits else "It has nothing to do with this work.",
            version=procurement.version,
            by=by,
        )
    services.describe_openings(procurement=procurement, version=procurement.version, by=by, **OPENINGS)
    return procurement


def assessed_procurement(
    council: Council,
    by: Actor | None = None,
    measures: tuple[str, ...] = ("local-jobs", "apprenticeships", "emissions"),
    **told,
) -> Procurement:
    """The same with ``measures`` (by their keys) and their outcomes chosen, and the assessment complete."""
    by = by or commissioner(council)
    outcomes = Measure.objects.filter(council=council, key__in=measures).values_list(
        "outcome__key", flat=True
    )
    procurement = judged_procurement(council, by, fitting=tuple(outcomes), **told)
    chosen = list(Measure.objects.filter(policy=procurement.policy, key__in=measures))
    assert len(chosen) == len(measures), "a measure that the policy does not have"
    services.choose(
        procurement=procurement,
        outcomes={measure.outcome_id for measure in chosen},
        measures={measure.pk for measure in chosen},
        version=procurement.version,
        by=by,
    )
    services.complete_assessment(procurement=procurement, version=procurement.version, by=by)
    return procurement
