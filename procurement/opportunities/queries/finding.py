"""Finding procurements, and what a form about one offers to choose from."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When

from councils.organisations.models import Council, ServiceArea
from procurement.opportunities.models import Procurement
from procurement.opportunities.queries.required import light_touch_proposal
from socialvalue.access.domain import Actor, Refusal, Role

# How far a procurement is, in the words that every page uses. Tender and contract are later stages: they are asked by
# the names of their statuses, so that the list shows where a purchase is and not only where its assessment is.
STAGES = (
    ("draft", "Draft"),
    ("assessed", "Assessed"),
    ("open_for_bids", "Open for bids"),
    ("bids_opened", "Bids opened"),
    ("scored", "Scored"),
    ("awarded", "Awarded"),
    ("signed", "Signed"),
)
_STAGE = Case(
    When(contract__status="signed", then=Value("signed")),
    When(tender__status="awarded", then=Value("awarded")),
    When(tender__status="scored", then=Value("scored")),
    When(tender__status="opened", then=Value("bids_opened")),
    When(tender__status="published", then=Value("open_for_bids")),
    default=F("status"),
    output_field=CharField(),
)


def procurements(actor: Actor) -> QuerySet[Procurement]:
    """The procurements that the actor may see, newest first, each with its ``stage``."""
    rows = Procurement.objects.visible_to(actor).annotate(stage=_STAGE)
    return rows.select_related("service_area", "council")


def procurement(actor: Actor, uid: uuid.UUID) -> Procurement:
    """One procurement; raises NotFound."""
    rows = Procurement.objects.select_related("service_area", "council", "policy", "commissioner")
    return rows.get_visible(actor, uid=uid)


def tender_is_out(actor: Actor, procurement: Procurement) -> bool:
    """Whether the tender has been published, so that nothing before it changes any more."""
    published = Procurement.objects.visible_to(actor).filter(tender__published_at__isnull=False)
    return published.filter(pk=procurement.pk).exists()


def contract_is_signed(actor: Actor, procurement: Procurement) -> bool:
    """Whether the contract is signed, so that the facts of its procurement stand."""
    signed = Procurement.objects.visible_to(actor).filter(contract__status="signed")
    return signed.filter(pk=procurement.pk).exists()


def may_be_corrected(actor: Actor, procurement: Procurement) -> bool:
    """Whether the facts of the procurement are settled and can still be put right."""
    return procurement.commenced_on is not None and not contract_is_signed(actor, procurement)


def service_areas(actor: Actor) -> list[ServiceArea]:
    """The areas in which the actor may open procurements: a commissioner's own, all for a procurement lead."""
    rows = ServiceArea.objects.visible_to(actor).filter(active=True)
    if actor.is_council and not actor.has(Role.PROCUREMENT_LEAD):
        rows = rows.filter(pk__in=actor.service_area_ids)
    return list(rows.order_by("name"))


def councils(actor: Actor) -> list[Council]:
    """Every council."""
    return list(Council.objects.visible_to(actor).order_by("name"))


def council_named(actor: Actor, slug: str) -> Council:
    """The council of that slug, as its framework file gives it; raises Refusal with those that are known."""
    known = {council.slug: council for council in councils(actor)}
    if slug not in known:
        raise Refusal(f"There is no council “{slug}”. Known: {', '.join(known) or 'none is loaded'}.")
    return known[slug]


def areas_of(actor: Actor, council: Council) -> list[ServiceArea]:
    """Every service area of a council, in the order in which they were loaded."""
    return list(ServiceArea.objects.visible_to(actor).filter(council=council).order_by("pk"))


def areas_listed(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of every area of the actor's council, for filtering."""
    return list(ServiceArea.objects.visible_to(actor).order_by("name").values_list("key", "name"))


def detail_choices(actor: Actor, commenced_on: date | None = None) -> dict[str, Any]:
    """What the form about a purchase offers to choose from, and how it tells light touch services by the law of the day."""
    return {
        "proposed": lambda cpv: light_touch_proposal(actor, cpv, commenced_on),
        "areas": [(area.pk, area.name) for area in service_areas(actor)],
        "types": list(Procurement.ContractType.choices),
        "routes": list(Procurement.Route.choices),
        "vat_rates": list(Procurement.VatRate.choices),
    }


def type_choices(actor: Actor) -> list[tuple[str, str]]:
    """The types of contract, for filtering."""
    return list(Procurement.ContractType.choices)


def taken_before(actor: Actor, ocids: set[str]) -> dict[str, Procurement]:
    """Procurements that were made from notices with these ocids, by ocid."""
    rows = Procurement.objects.visible_to(actor).filter(ocid__in=ocids)
    return {row.ocid: row for row in rows}
