"""Scoring alone and agreeing: record_score, moderate, finish_moderation."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from procurement.bids import queries
from procurement.bids.domain import moderation
from procurement.bids.domain.moderation import State
from procurement.bids.models import Bid, Moderation, Score
from procurement.bids.services.submitting import lock_tender
from procurement.tenders.domain import moves as tender_moves
from procurement.tenders.models import Question, Tender
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Stale
from socialvalue.access.services import advance, require

NOT_NOW = "Bids can be scored from when they are opened until moderation is finished."


def _lock_opened(tender: Tender, by: Actor) -> Tender:
    held = lock_tender(tender, by)
    if held.status != Tender.Status.OPENED:
        raise Refusal(NOT_NOW)
    return held


@transaction.atomic
def record_score(
    *, bid: Bid, question: uuid.UUID | str, scores: Mapping[str, int], reason: str, version: int, by: Actor
) -> Score:
    """What one evaluator gives one answer, criterion's key -> score, with its reason; again until moderation ends.

    ``version`` is that of the evaluator's own score, 0 where there is none. Raises Denied for whoever was not named,
    NotFound for a question that it was not named for.
    """
    tender = _lock_opened(bid.tender, by)
    me = queries.me_as_evaluator(by, tender)
    sheet = queries.score_sheet(by, tender, bid.uid, question)
    wrong = moderation.score_refusals(scores, reason, sheet.scoring)
    if wrong:
        raise Refusal.of(wrong)
    if sheet.version != version:
        raise Stale()
    row = (
        Score.objects.visible_to(by)
        .filter(bid=sheet.bid, question__uid=sheet.question.uid, evaluator=me)
        .first()
    )
    if row is None:
        row = Score(
            council_id=tender.council_id,
            bid=sheet.bid,
            question=_question(tender, question, by),
            evaluator=me,
        )
    for key, given in scores.items():
        setattr(row, key, given)
    row.reason, row.scored_at, row.version = reason, clock.now(), version + 1
    row.save()
    # The marks stay out of the history, which other evaluators may read.
    audit.record(row, "scored an answer", by=by)
    return row


def _question(tender: Tender, uid: uuid.UUID | str, by: Actor) -> Question:
    return Question.objects.get_visible(by, tender=tender, uid=uid)


@transaction.atomic
def moderate(
    *, bid: Bid, question: uuid.UUID | str, scores: Mapping[str, int], reason: str, version: int, by: Actor
) -> Moderation:
    """Record the consensus on one answer with its reason, once all its evaluators have scored it.

    ``version`` is that of the consensus, 0 where there is none. Averages are shown and never used.
    """
    tender = _lock_opened(bid.tender, by)
    require(by, "bids.moderate", tender)
    standing = queries.standing(by, tender, bid.uid, uuid.UUID(str(question)))
    if standing.state is State.WAITING:
        raise Refusal(
            f"Wait until everybody has scored this answer. Still to score: {', '.join(standing.awaited)}."
        )
    wrong = moderation.score_refusals(scores, reason, standing.scoring)
    if wrong:
        raise Refusal.of(wrong)
    row = standing.agreed
    if (row.version if row else 0) != version:
        raise Stale()
    row = row or Moderation(
        council_id=tender.council_id, bid=standing.bid, question=_question(tender, question, by)
    )
    for key, given in scores.items():
        setattr(row, key, given)
    row.reason, row.moderator_id, row.moderated_at, row.version = reason, by.user_id, clock.now(), version + 1
    row.save()
    audit.record(row, "agreed the score of an answer", by=by)
    return row


@transaction.atomic
def finish_moderation(*, tender: Tender, version: int, by: Actor) -> None:
    """Close scoring once every answer is agreed; raises Refusal that names how many are not."""
    require(by, tender_moves.FINISH_MODERATION.permission, tender)
    held = lock_tender(tender, by)
    if held.status == Tender.Status.OPENED:
        answers = queries.standings(by, held)
        if not answers:
            raise Refusal("No bids came in, so there is nothing to agree.")
        left = sum(one.state is not State.AGREED for one in answers)
        if left:
            many = "1 answer is" if left == 1 else f"{left} answers are"
            raise Refusal(f"{many} not agreed yet. Agree every answer before you finish.")
    advance(held, tender_moves.FINISH_MODERATION, by=by, version=version)
