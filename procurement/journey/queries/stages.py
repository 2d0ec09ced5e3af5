"""Looking across the stages: the steps of one procurement, what waits for somebody, what happened."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from councils.policies import queries as policies
from councils.policies.domain.words import EffectKind
from procurement.bids import queries as bids
from procurement.bids.models import Bid, Score
from procurement.contracts import queries as contracts
from procurement.contracts.models import Contract
from procurement.journey.domain.steps import Position, Step, met, steps
from procurement.opportunities import queries as opportunities
from procurement.opportunities.models import ChosenMeasure, Consideration, Procurement
from procurement.opportunities.models import Requirement as Copied
from procurement.returns import queries as returns
from procurement.returns.models import QuarterlyReturn
from procurement.tenders import queries as tenders
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, NotFound, decide
from socialvalue.access.domain.waiting import Waiting
from socialvalue.access.models import AuditEntry
from socialvalue.access.queries import Event, history

OPENED = ("opened", "scored", "awarded")
SHOWN = 5  # so many contracts and tenders stand on a supplier's first page


@dataclass(frozen=True)
class Place:
    """A step with the page on which the actor can do it or look at it."""

    step: Step
    url: str | None


def procurement(actor: Actor, uid: uuid.UUID) -> Procurement:
    """The procurement; raises NotFound."""
    return opportunities.procurement(actor, uid)


def position(actor: Actor, of: Procurement) -> Position:
    """Where ``of`` stands, counted by the system for whoever may see it: counts of scores tell nobody's marks."""
    if not Procurement.objects.visible_to(actor).filter(pk=of.pk).exists():
        raise NotFound("this procurement is not the actor's")
    system = Actor.system(of.council_id)
    tender = Tender.objects.visible_to(system).filter(procurement=of).first()
    contract = Contract.objects.visible_to(system).filter(procurement=of).first()
    copied = Copied.objects.visible_to(system).filter(procurement=of, kind=EffectKind.CONSIDERATIONS).first()
    asked = opportunities.exceptions_of(system, of)
    return Position(
        today=clock.today(),
        considered=Consideration.objects.visible_to(system).filter(procurement=of).exists(),
        considering_is_voluntary=copied is None or copied.voluntary,
        assessed=of.status == Procurement.Status.ASSESSED,
        measures_chosen=ChosenMeasure.objects.visible_to(system).filter(procurement=of).count(),
        exceptions=opportunities.counting(asked),
        exceptions_in_all=len(asked),
        **(_tender_facts(system, tender) if tender else {}),
        **(_contract_facts(system, contract) if contract else {}),
    )


def _tender_facts(system: Actor, tender: Tender) -> dict:
    opened = tender.status in OPENED
    scored, to_score = _scoring(system, tender) if opened else (0, 0)
    return {
        "tender_started": True,
        "social_value_weight": tender.social_value_weight,
        "published": tender.status != Tender.Status.DRAFT,
        "deadline": tender.deadline,
        "deadline_passed": tender.deadline is not None
        and tender.status != Tender.Status.DRAFT
        and tender.deadline < clock.now(),
        "opened": opened,
        "answers_scored": scored,
        "answers_to_score": to_score,
        "moderated": tender.status in {Tender.Status.SCORED, Tender.Status.AWARDED},
        "awarded": tender.status == Tender.Status.AWARDED,
    }


def _scoring(system: Actor, tender: Tender) -> tuple[int, int]:
    """How many scores were given, and how many are to be given, by all evaluators of the tender."""
    by_kind = dict(
        Question.objects.visible_to(system).filter(tender=tender).values_list("kind").annotate(Count("id"))
    )
    named = Evaluator.objects.visible_to(system).filter(tender=tender)
    counts = named.aggregate(
        quality=Count("id", filter=Q(scores_quality=True)),
        social_value=Count("id", filter=Q(scores_social_value=True)),
    )
    opened = (
        Bid.objects.visible_to(system).filter(tender=tender, status__in=("opened", "won", "lost")).count()
    )
    to_score = opened * sum(by_kind.get(kind, 0) * number for kind, number in counts.items())
    return Score.objects.visible_to(system).filter(bid__tender=tender).count(), to_score


def _contract_facts(system: Actor, contract: Contract) -> dict:
    today = clock.today()
    ended = Q(period_end__lt=today)
    unsent = Q(status=QuarterlyReturn.Status.OPEN)
    rows = QuarterlyReturn.objects.visible_to(system).filter(contract=contract)
    counts = rows.aggregate(
        total=Count("id"),
        verified=Count("id", filter=Q(status=QuarterlyReturn.Status.VERIFIED)),
        submitted=Count("id", filter=Q(status=QuarterlyReturn.Status.SUBMITTED)),
        late=Count("id", filter=ended & unsent & Q(due_on__lt=today)),
    )
    following = rows.filter(period_end__gte=today).order_by("period_end").first()
    return {
        "manager_named": contract.manager_id is not None,
        "signed": contract.status == Contract.Status.SIGNED,
        "returns_total": counts["total"],
        "returns_verified": counts["verified"],
        "returns_submitted": counts["submitted"],
        "returns_late": counts["late"],
        "next_return_opens": following.period_end + clock.ONE_DAY if following else None,
    }


def places(actor: Actor, of: Procurement, stands: Position) -> list[Place]:
    """The steps of ``of``, each with its page where the actor may open it."""
    pages = _pages(actor, of, stands)
    return [Place(step, pages.get(step.key)) for step in steps(stands)]


def _pages(actor: Actor, of: Procurement, stands: Position) -> dict[str, str]:
    def may(permission: str) -> bool:
        return actor.has(*PERMISSIONS[permission].roles)

    pages = {}
    if may("procurement.see"):
        pages["details"] = reverse("opportunities:details", args=[of.uid])
        pages["considerations"] = reverse("opportunities:considerations", args=[of.uid])
        pages["assessment"] = reverse("opportunities:assessment", args=[of.uid])
    if may("exception.see"):
        pages["exceptions"] = f"{of.get_absolute_url()}#exceptions"
    tender = Tender.objects.visible_to(actor).filter(procurement=of).first()
    if tender:
        pages["tender"] = reverse("tenders:tender", args=[tender.uid])
        if stands.published and may("bids.see"):
            pages["bids"] = pages["opening"] = reverse("bids:of_tender", args=[tender.uid])
        if stands.opened and may("bids.see"):
            pages["scoring"] = reverse(
                "bids:score" if _scores(actor, tender) else "bids:of_tender", args=[tender.uid]
            )
            if decide(actor, "bids.moderate", tender.relations_of(actor)):
                pages["moderation"] = reverse("bids:moderate", args=[tender.uid])
        if stands.moderated and decide(actor, "bids.see_price", tender.relations_of(actor)):
            pages["award"] = reverse("bids:result", args=[tender.uid])
        if stands.awarded and may("contract.sign") and not stands.manager_named:
            pages["manager"] = reverse("contracts:prepare", args=[tender.uid])
    elif stands.assessed and may("tender.build"):
        pages["tender"] = reverse("tenders:start", args=[of.uid])
    contract = Contract.objects.visible_to(actor).filter(procurement=of).first()
    if contract:
        pages["manager"] = pages["contract"] = pages["returns"] = contract.get_absolute_url()
    return pages


def _scores(actor: Actor, tender: Tender) -> bool:
    """Whether the actor was named to score the tender."""
    named = Evaluator.objects.visible_to(actor).filter(tender=tender, user_id=actor.user_id)
    return actor.is_council and named.exists()


def requirements(actor: Actor, of: Procurement) -> list[tuple[opportunities.RequirementShown, bool | None]]:
    """What the policy requires, each with whether it is met by now."""
    stands = position(actor, of)
    return [(one, met(one.content, stands)) for one in opportunities.requirements_shown(actor, of)]


def waiting(actor: Actor) -> tuple[list[Waiting], list[Waiting]]:
    """What waits for the actor, oldest first, and what others owe it."""
    stages = (policies, opportunities, tenders, bids, contracts, returns)
    found = list(chain.from_iterable(stage.waiting(actor) for stage in stages))
    found.sort(
        key=lambda one: (
            one.due_on is None,
            one.due_on or clock.today(),
            one.since or clock.today(),
            one.title,
        )
    )
    return [one for one in found if one.mine], [one for one in found if not one.mine]


@dataclass(frozen=True)
class SupplierHome:
    """A supplier's first page: what waits, its contracts that run, each with its next return, and tenders to bid for.

    ``contracts_in_all`` and ``adverts_in_all`` count those too that are not shown.
    """

    mine: list[Waiting]
    next_opening: date | None
    contracts: list[tuple[Contract, returns.ReturnRow | None]]
    contracts_in_all: int
    adverts: list[tenders.Advert]
    adverts_in_all: int


def supplier_home(actor: Actor) -> SupplierHome:
    """What a supplier sees first: late first, then what has no date, then what is due next."""
    mine, _ = waiting(actor)
    running, offered = contracts.running(actor), tenders.open_tenders(actor)
    shown = list(running[:SHOWN])
    following = returns.upcoming(actor, shown)
    return SupplierHome(
        mine=sorted(mine, key=lambda one: (not one.is_late, one.due_on is not None)),
        next_opening=returns.next_opening(actor),
        contracts=[(one, following.get(one.pk)) for one in shown],
        contracts_in_all=running.count(),
        adverts=tenders.adverts(offered[:SHOWN]),
        adverts_in_all=offered.count(),
    )


def timeline(actor: Actor, of: Procurement) -> QuerySet[AuditEntry]:
    """What happened to a procurement, newest first."""
    return history(actor, of.uid)


def events(entries: Iterable[AuditEntry]) -> list[Event]:
    """The lines of a timeline for those entries; what was done to the procurement itself needs no name."""
    itself = Procurement._meta.label_lower
    return [
        Event.of(e, e.detail.get("outcome", "") if e.record_type == itself else e.record_label)
        for e in entries
    ]
