"""Builders of tenders, named by how far they are; everything goes through the services."""

from datetime import datetime, timedelta
from decimal import Decimal

from councils.organisations.models import Council
from procurement.opportunities.models import Procurement
from procurement.tenders import services
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from tests.factories.councils import staff
from tests.factories.opportunities import assessed_procurement

WEIGHTS = {
    "price_weight": Decimal("40"),
    "quality_weight": Decimal("40"),
    "social_value_weight": Decimal("20"),
}
QUESTIONS = (
    ("quality", "How will you keep the parks through the seasons?", Decimal("25")),
    ("quality", "How do you recruit, train and keep your staff?", Decimal("15")),
    (
        "social_value",
        "What will you do for local people and businesses, and how will you show it?",
        Decimal("20"),
    ),
)


def lead(council: Council, name: str = "") -> Actor:
    """A procurement lead."""
    return staff(council, Role.PROCUREMENT_LEAD, name=name)


def evaluator(council: Council, name: str = "") -> Actor:
    """Somebody who may be named to score tenders."""
    return staff(council, Role.EVALUATOR, name=name)


def in_days(days: int) -> datetime:
    """Noon in London, so many days from today."""
    day = clock.now().astimezone(clock.LONDON) + timedelta(days=days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def draft_tender(procurement: Procurement, by: Actor) -> Tender:
    """A tender that was started and has nothing in it yet."""
    return services.start_tender(procurement=procurement, by=by)


def add_questions(tender: Tender, by: Actor, questions=QUESTIONS) -> None:
    """Questions as (kind, text, marks)."""
    for kind, text, marks in questions:
        services.add_question(
            tender=tender, kind=kind, text=text, guidance="", marks=marks, version=tender.version, by=by
        )


def ready_tender(
    procurement: Procurement,
    by: Actor,
    *,
    days: int = 14,
    scorers: tuple[Actor, ...] | None = None,
    questions=QUESTIONS,
    weights: dict[str, Decimal] = WEIGHTS,
    takes_proposals: bool = False,
) -> Tender:
    """A tender with all that publication asks for; its deadline is noon in ``days`` days.

    ``takes_proposals``: bidders may propose measures of their own.
    ``scorers`` score quality and social value; two new evaluators where none are given. The tender that comes back has
    two more attributes: ``lead`` (the actor ``by``) and ``scorers``.
    """
    tender = draft_tender(procurement, by)
    services.set_weights(tender=tender, version=tender.version, by=by, **weights)
    add_questions(tender, by, questions)
    people = scorers or (evaluator(procurement.council), evaluator(procurement.council))
    for person in people:
        services.name_evaluator(
            tender=tender, person=person.user_id, scores="both", version=tender.version, by=by
        )
    if takes_proposals:
        services.set_proposals(tender=tender, takes_proposals=True, version=tender.version, by=by)
    services.set_deadline(tender=tender, deadline=in_days(days), version=tender.version, by=by)
    tender.lead, tender.scorers = by, people
    return tender


def published_tender(
    council: Council,
    *,
    by: Actor | None = None,
    procurement: Procurement | None = None,
    days: int = 14,
    scorers: tuple[Actor, ...] | None = None,
    questions=QUESTIONS,
    weights: dict[str, Decimal] = WEIGHTS,
    measures: tuple[str, ...] = ("local-jobs", "apprenticeships", "emissions"),
    takes_proposals: bool = False,
    **told,
) -> Tender:
    """A tender that is open for bids until noon in ``days`` days, with two evaluators; ``told`` goes to its procurement.

    ``tender.lead`` is who published it, ``tender.scorers`` are the evaluators.
    """
    by = by or lead(council)
    procurement = procurement or assessed_procurement(council, measures=measures, **told)
    ready = ready_tender(
        procurement,
        by,
        days=days,
        scorers=scorers,
        questions=questions,
        weights=weights,
        takes_proposals=takes_proposals,
    )
    services.publish(tender=ready, version=ready.version, by=by)
    tender = Tender.objects.select_related("procurement", "council").get(pk=ready.pk)
    tender.lead, tender.scorers = ready.lead, ready.scorers
    return tender
