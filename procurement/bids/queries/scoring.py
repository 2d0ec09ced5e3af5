"""Looking at scores: an evaluator at its own alone, a moderator at an answer once all its scores are in."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from procurement.bids.domain import moderation
from procurement.bids.domain.moderation import Given, State
from procurement.bids.models import Bid, Moderation, Score
from procurement.bids.queries.bids import frozen_scheme, must, opened_bids
from procurement.bids.queries.contents import Contents, contents
from procurement.tenders.domain.scheme import AskedQuestion, Scheme
from procurement.tenders.domain.scoring import Scoring
from procurement.tenders.domain.weights import Kind
from procurement.tenders.models import Evaluator, Tender
from socialvalue.access.domain import Actor, NotFound

Scores = Mapping[str, int]


def scores_of(row: Score | Moderation, scoring: Scoring) -> dict[str, int]:
    """What a row gives: criterion's key -> score."""
    return {criterion.key: getattr(row, criterion.key) for criterion in scoring.criteria}


def named(scores: Mapping[str, Any], scoring: Scoring) -> list[tuple[str, Any]]:
    """Scores with the names of their criteria, in the scheme's order; nothing where there are none."""
    return [
        (capfirst(criterion.name), scores[criterion.key])
        for criterion in scoring.criteria
        if criterion.key in scores
    ]


def scores_kind(evaluator: Evaluator, kind: Kind | str) -> bool:
    """Whether the evaluator was named for answers of that kind."""
    return evaluator.scores_quality if kind == Kind.QUALITY else evaluator.scores_social_value


# For an evaluator


@dataclass(frozen=True)
class ToScore:
    """One answer that the evaluator scores, with its own score where there is one."""

    bid: Bid
    question: AskedQuestion
    scoring: Scoring
    scores: Scores | None
    url: str

    @property
    def is_done(self) -> bool:
        """Whether the evaluator has scored it."""
        return self.scores is not None


@dataclass(frozen=True)
class ScoreSheet:
    """One answer with all that is needed to score it; ``version`` 0 where the evaluator has not scored it."""

    bid: Bid
    question: AskedQuestion
    scoring: Scoring
    held: Contents
    scores: Scores
    reason: str
    version: int

    @property
    def answer_text(self) -> str:
        """What the bidder wrote."""
        return self.held.answer(self.question.uid).text

    @property
    def is_social_value(self) -> bool:
        """Whether the commitments belong to the answer."""
        return self.question.kind is Kind.SOCIAL_VALUE

    @property
    def given(self) -> list[tuple[str, int]]:
        """What the evaluator gave, criterion's name and score."""
        return named(self.scores, self.scoring)


def me_as_evaluator(actor: Actor, tender: Tender) -> Evaluator:
    """The actor as an evaluator of the tender; raises Denied, with the reason, where it is none."""
    must(actor, "bids.score", tender)
    return Evaluator.objects.get_visible(actor, tender=tender, user_id=actor.user_id)


def to_score(actor: Actor, tender: Tender) -> list[ToScore]:
    """The answers that the actor scores, question by question; empty before the bids are opened."""
    me, scheme = me_as_evaluator(actor, tender), frozen_scheme(tender)
    mine = Score.objects.visible_to(actor).filter(bid__tender=tender, evaluator=me).select_related("question")
    given = {(row.bid_id, str(row.question.uid)): row for row in mine}
    found = []
    bids = opened_bids(actor, tender)
    for question in scheme.questions:
        if scores_kind(me, question.kind):
            for bid in bids:
                row = given.get((bid.pk, question.uid))
                scoring = scheme.scoring_of(question.kind)
                scores = scores_of(row, scoring) if row else None
                found.append(ToScore(bid, question, scoring, scores, score_url(tender, bid, question)))
    return found


def score_url(tender: Tender, bid: Bid, question: AskedQuestion) -> str:
    """The page on which an evaluator scores one answer."""
    return reverse("bids:score_answer", args=[tender.uid, bid.uid, question.uid])


def score_sheet(actor: Actor, tender: Tender, bid_uid: uuid.UUID, question_uid: uuid.UUID) -> ScoreSheet:
    """One answer to be scored; raises NotFound for a question that the actor was not named for."""
    me, scheme = me_as_evaluator(actor, tender), frozen_scheme(tender)
    bid, question = answer_of(actor, tender, scheme, bid_uid, question_uid)
    if not scores_kind(me, question.kind):
        raise NotFound("this evaluator does not score this question")
    scoring = scheme.scoring_of(question.kind)
    row = Score.objects.visible_to(actor).filter(bid=bid, question__uid=question.uid, evaluator=me).first()
    return ScoreSheet(
        bid=bid,
        question=question,
        scoring=scoring,
        held=contents(actor, bid),
        scores=scores_of(row, scoring) if row else {},
        reason=row.reason if row else "",
        version=row.version if row else 0,
    )


def answer_of(
    actor: Actor, tender: Tender, scheme: Scheme, bid_uid: uuid.UUID, question_uid: uuid.UUID
) -> tuple[Bid, AskedQuestion]:
    """One opened bid of the tender and one of its questions; raises NotFound."""
    rows = Bid.objects.select_related("supplier", "council", "tender__procurement")
    bid = rows.exclude(status__in=("draft", "submitted")).get_visible(actor, uid=bid_uid, tender=tender)
    try:
        return bid, scheme.question(str(question_uid))
    except KeyError as missing:
        raise NotFound("this question is not in the tender") from missing


# For the moderator


@dataclass(frozen=True)
class Standing:
    """One answer: what each evaluator gave (nothing until all are in), whom it waits for, and what was agreed."""

    bid: Bid
    question: AskedQuestion
    scoring: Scoring
    given: tuple[Given, ...]
    awaited: tuple[str, ...]
    averages: Mapping[str, Decimal]
    agreed: Moderation | None
    state: State
    url: str

    @property
    def agreed_scores(self) -> Scores:
        """The consensus, criterion's key -> score; empty where there is none."""
        return scores_of(self.agreed, self.scoring) if self.agreed else {}

    @property
    def is_social_value(self) -> bool:
        """Whether the commitments belong to the answer."""
        return self.question.kind is Kind.SOCIAL_VALUE

    @property
    def given_rows(self) -> list[tuple[str, list[tuple[str, Any]], str]]:
        """Each evaluator with its scores by criterion's name, and its reason."""
        return [(one.evaluator, named(one.scores, self.scoring), one.reason) for one in self.given]

    @property
    def average_rows(self) -> list[tuple[str, Any]]:
        """The averages by criterion's name."""
        return named(self.averages, self.scoring)

    @property
    def agreed_rows(self) -> list[tuple[str, Any]]:
        """The consensus by criterion's name."""
        return named(self.agreed_scores, self.scoring)


def standings(actor: Actor, tender: Tender) -> list[Standing]:
    """Every answer of the opened bids, question by question; raises Denied for whoever scores the tender."""
    must(actor, "bids.see_scores", tender)
    scheme = frozen_scheme(tender)
    bids = opened_bids(actor, tender)
    evaluators = list(Evaluator.objects.visible_to(actor).filter(tender=tender).select_related("user"))
    scores: dict[tuple[int, str], dict[int, Score]] = {}
    rows = Score.objects.visible_to(actor).filter(bid__in=bids)
    for row in rows.select_related("question", "evaluator__user").order_by("evaluator__user__name", "id"):
        scores.setdefault((row.bid_id, str(row.question.uid)), {})[row.evaluator_id] = row
    agreed = Moderation.objects.visible_to(actor).filter(bid__in=bids).select_related("question", "moderator")
    consensus = {(row.bid_id, str(row.question.uid)): row for row in agreed}
    return [
        _standing(
            tender,
            bid,
            question,
            scheme.scoring_of(question.kind),
            [evaluator for evaluator in evaluators if scores_kind(evaluator, question.kind)],
            scores.get((bid.pk, question.uid), {}),
            consensus.get((bid.pk, question.uid)),
        )
        for question in scheme.questions
        for bid in bids
    ]


def _standing(
    tender: Tender,
    bid: Bid,
    question: AskedQuestion,
    scoring: Scoring,
    evaluators: list[Evaluator],
    scores: Mapping[int, Score],
    agreed: Moderation | None,
) -> Standing:
    awaited = tuple(evaluator.user.name for evaluator in evaluators if evaluator.pk not in scores)
    given = tuple(
        Given(row.evaluator.user.name, scores_of(row, scoring), row.reason, row.scored_at)
        for row in scores.values()
    )
    shown = () if awaited else given
    return Standing(
        bid=bid,
        question=question,
        scoring=scoring,
        given=shown,
        awaited=awaited,
        averages=moderation.averages(shown, scoring),
        agreed=agreed,
        state=moderation.state(given, awaited, agreed.moderated_at if agreed else None),
        url=reverse("bids:moderate_answer", args=[tender.uid, bid.uid, question.uid]),
    )


def standing(actor: Actor, tender: Tender, bid_uid: uuid.UUID, question_uid: uuid.UUID) -> Standing:
    """One answer for the moderator; raises NotFound."""
    for one in standings(actor, tender):
        if one.bid.uid == bid_uid and one.question.uid == str(question_uid):
            return one
    raise NotFound("there is no such answer")
