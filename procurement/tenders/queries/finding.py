"""Finding one tender and its parts, for the people who build it."""

import uuid

from councils.people.models import User
from councils.people.queries import colleagues
from councils.policies.models import Outcome
from procurement.opportunities.models import ChosenOutcome, Procurement
from procurement.tenders.domain import deadlines
from procurement.tenders.domain.readiness import FROZEN, STAFFED
from procurement.tenders.domain.scheme import Scheme
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal, Role

BEFORE_OPENING = (Tender.Status.DRAFT, Tender.Status.PUBLISHED)


class SchemeAltered(ValueError):
    """What stands in the database is not the scheme that was published."""


def tender(actor: Actor, uid: uuid.UUID) -> Tender:
    """One tender; raises NotFound."""
    rows = Tender.objects.select_related("procurement__service_area", "council")
    return rows.get_visible(actor, uid=uid)


def draft_tender(actor: Actor, uid: uuid.UUID) -> Tender:
    """One tender that is being built; raises NotFound, and Refusal once it is published."""
    found = tender(actor, uid)
    if found.status != Tender.Status.DRAFT:
        raise Refusal(FROZEN)
    return found


def tender_before_opening(actor: Actor, uid: uuid.UUID) -> Tender:
    """One tender whose bids are not opened; raises NotFound, and Refusal once they are."""
    found = tender(actor, uid)
    if found.status not in BEFORE_OPENING:
        raise Refusal(STAFFED)
    return found


def tender_of(actor: Actor, procurement: Procurement) -> Tender | None:
    """The tender of a procurement, or None."""
    return Tender.objects.visible_to(actor).filter(procurement=procurement).first()


def question(actor: Actor, of: Tender, uid: uuid.UUID) -> Question:
    """One question of a tender; raises NotFound."""
    return Question.objects.select_related("outcome").get_visible(actor, tender=of, uid=uid)


def chosen_outcomes(actor: Actor, of: Tender) -> list[Outcome]:
    """The outcomes that the procurement is to serve: a social value question may name one."""
    rows = (
        ChosenOutcome.objects.visible_to(actor).filter(procurement=of.procurement).select_related("outcome")
    )
    return [row.outcome for row in rows.order_by("outcome__position")]


def evaluators(actor: Actor, of: Tender) -> list[Evaluator]:
    """The people named to score a tender, by name; an evaluator sees only itself."""
    rows = Evaluator.objects.visible_to(actor).filter(tender=of).select_related("user")
    return list(rows.order_by("user__name", "id"))


def possible_evaluators(actor: Actor, of: Tender) -> list[User]:
    """The council's evaluators who are not yet named for the tender."""
    named = {row.user_id for row in evaluators(actor, of)}
    return [user for user in colleagues(actor, Role.EVALUATOR) if user.pk not in named]


def scheme_of(tender: Tender) -> Scheme | None:
    """The scheme that was frozen when the tender was published; None before that. Raises SchemeAltered."""
    if tender.scheme is None:
        return None
    scheme = Scheme.from_dict(tender.scheme)
    if scheme.checksum != tender.scheme_checksum:
        raise SchemeAltered(f"The scheme of tender {tender.uid} is not the one that was published.")
    return scheme


def standing(of: Tender) -> str:
    """The status in one word that people use: draft, open, closed, opened, scored, awarded."""
    return deadlines.standing(of.status, of.deadline, clock.now())
