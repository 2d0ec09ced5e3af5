"""What waits for somebody because of bids: to open, score, moderate and award, and to submit."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import reverse

from procurement.bids.models import Bid, Moderation, Score
from procurement.bids.queries.bids import deadline_day, my_bids
from procurement.tenders.models import Evaluator, Question, Tender
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, Role
from socialvalue.access.domain.waiting import Waiting

AWAITED = (Tender.Status.PUBLISHED, Tender.Status.OPENED, Tender.Status.SCORED)


def waiting(actor: Actor) -> list[Waiting]:
    """What the actor has to do about bids, in no number of queries that grows with them."""
    if actor.is_supplier:
        return list(_drafts(actor))
    if not actor.is_council:
        return []
    return [*_for_lead(actor), *_for_evaluator(actor)]


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.LONDON).date() if moment else None


def _drafts(actor: Actor) -> Iterable[Waiting]:
    if not actor.has(*PERMISSIONS["bid.write"].roles):
        return
    now = clock.now()
    open_now = my_bids(actor).filter(
        status=Bid.Status.DRAFT, tender__status="published", tender__deadline__gte=now
    )
    for bid in open_now.order_by("tender__deadline", "id"):
        yield Waiting(
            title=f"Submit your bid: {bid.tender.procurement.title}",
            url=reverse("portal_bids:bid", args=[bid.uid]),
            hint=f"{bid.council.name}. It is a draft: it counts only when you submit it.",
            due_on=deadline_day(bid.tender),
            since=_day(bid.created_at),
        )


def _for_lead(actor: Actor) -> Iterable[Waiting]:
    """To open, to moderate and to award; what is sealed is told by the tender's own deadline alone."""
    if not actor.has(Role.PROCUREMENT_LEAD):
        return
    rows = (
        Tender.objects.visible_to(actor)
        .filter(status__in=AWAITED)
        .select_related("procurement")
        .defer("scheme")
    )
    mine = set(
        Evaluator.objects.visible_to(actor).filter(user_id=actor.user_id).values_list("tender_id", flat=True)
    )
    for tender in _counted(actor, rows.order_by("deadline", "id")):
        if tender.status == Tender.Status.PUBLISHED and tender.deadline < clock.now():
            yield _item(
                "Open the bids", tender, "bids:of_tender", "The deadline has passed.", tender.deadline
            )
        elif tender.pk in mine:
            continue
        elif tender.status == Tender.Status.OPENED and tender.to_agree:
            yield _to_moderate(tender)
        elif tender.status == Tender.Status.SCORED:
            yield _item(
                "Award the contract", tender, "bids:result", "All scores are agreed.", tender.opened_at
            )


def _to_moderate(tender: Tender) -> Waiting:
    """Whose turn it is: the lead's as soon as an answer has all its scores, the evaluators' before that."""
    hint = f"{tender.agreed} of {tender.to_agree} answers agreed."
    if tender.agreed == tender.to_agree:
        return _item("Finish moderation", tender, "bids:moderate", hint, tender.opened_at)
    mine = tender.complete > tender.agreed
    whose = "" if mine else "evaluators"
    return _item(
        "Moderate the scores", tender, "bids:moderate", hint, tender.opened_at, mine=mine, whose=whose
    )


def _item(
    act: str,
    tender: Tender,
    page: str,
    hint: str,
    since: datetime | None,
    *,
    mine: bool = True,
    whose: str = "",
) -> Waiting:
    purchase = tender.procurement
    return Waiting(
        title=f"{act}: {purchase.title}",
        url=reverse(page, args=[tender.uid]),
        hint=f"{purchase.reference}. {hint}",
        since=_day(since),
        mine=mine,
        whose=whose,
    )


def _counted(actor: Actor, rows: QuerySet[Tender]) -> list[Tender]:
    """The tenders with ``to_agree``, ``complete`` (answers with all their scores) and ``agreed``, counted for all at
    once; 0 before opening."""
    tenders = list(rows)
    opened = [tender.pk for tender in tenders if tender.status == Tender.Status.OPENED]
    bids = _numbers(Bid.objects.visible_to(actor).filter(tender__in=opened, status="opened"), "tender")
    questions = _numbers(Question.objects.visible_to(actor).filter(tender__in=opened), "tender")
    complete = _complete(actor, opened)
    agreed = _numbers(Moderation.objects.visible_to(actor).filter(bid__tender__in=opened), "bid__tender")
    for tender in tenders:
        tender.to_agree = bids.get(tender.pk, 0) * questions.get(tender.pk, 0)
        tender.complete = complete.get(tender.pk, 0)
        tender.agreed = agreed.get(tender.pk, 0)
    return tenders


def _complete(actor: Actor, tenders: list[int]) -> Counter:
    """How many answers of each tender have the scores of all their evaluators."""
    named = Counter()
    for row in Evaluator.objects.visible_to(actor).filter(tender__in=tenders):
        named[row.tender_id, Question.Kind.QUALITY] += row.scores_quality
        named[row.tender_id, Question.Kind.SOCIAL_VALUE] += row.scores_social_value
    answers = Score.objects.visible_to(actor).filter(bid__tender__in=tenders).order_by()
    counted = answers.values("bid__tender", "bid", "question", "question__kind").annotate(number=Count("pk"))
    found = Counter()
    for row in counted:
        found[row["bid__tender"]] += row["number"] == named[row["bid__tender"], row["question__kind"]]
    return found


def _numbers(rows: QuerySet, by: str) -> dict[int, int]:
    return dict(rows.order_by().values(by).annotate(number=Count("pk")).values_list(by, "number"))


def _for_evaluator(actor: Actor) -> Iterable[Waiting]:
    """One line for each tender on which the actor has answers left to score."""
    if not actor.has(*PERMISSIONS["bids.score"].roles):
        return
    named = Evaluator.objects.visible_to(actor).filter(user_id=actor.user_id, tender__status="opened")
    rows = list(
        named.select_related("tender__procurement")
        .defer("tender__scheme")
        .order_by("tender__opened_at", "id")
    )
    tenders = [row.tender_id for row in rows]
    bids = _numbers(Bid.objects.visible_to(actor).filter(tender__in=tenders, status="opened"), "tender")
    asked = Question.objects.visible_to(actor).filter(tender__in=tenders)
    quality = _numbers(asked.filter(kind=Question.Kind.QUALITY), "tender")
    social = _numbers(asked.filter(kind=Question.Kind.SOCIAL_VALUE), "tender")
    done = _numbers(Score.objects.visible_to(actor).filter(evaluator__in=rows), "bid__tender")
    for row in rows:
        key = row.tender_id
        questions = quality.get(key, 0) * row.scores_quality + social.get(key, 0) * row.scores_social_value
        total = questions * bids.get(key, 0)
        if done.get(key, 0) < total:
            hint = f"{done.get(key, 0)} of {total} done."
            yield _item("Score the bids", row.tender, "bids:score", hint, row.tender.opened_at)
