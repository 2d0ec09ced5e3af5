"""What a draft tender still needs before it can be published: everything at once, each with its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from councils.policies.domain.effects.asking import Measures, Outcomes, QuantifiableCommitments
from councils.policies.domain.effects.before import Considerations
from councils.policies.domain.effects.weight import Scoring as PolicyScoring
from councils.policies.domain.requirements import Requirement, of_kind
from councils.policies.domain.shape import number_words
from councils.policies.domain.words import EffectKind, Force
from procurement.opportunities.domain.exceptions import UNTIL, Ended, Exceptions
from procurement.tenders.domain import deadlines
from procurement.tenders.domain.scheme import MOST_PROPOSALS, AskedMeasure, AskedQuestion, Least, Scheme
from procurement.tenders.domain.scoring import (
    PRICE_METHOD,
    QUALITY,
    Scoring,
    can_be_given,
    social_value_scoring,
)
from procurement.tenders.domain.weights import NO_EXCEPTIONS, Kind, Weights, marks_refusal, weight_refusals
from socialvalue.periods import Period, quarters_of

LONGEST_YEARS = 30
FROZEN = (
    "This tender is published. How bids are scored, its questions and its deadline can no longer be changed."
)
JUDGE_AGAIN = (
    "The rules have changed since this procurement was last judged. Open its details and save them again: "
    "you then see what is required now, and can put this right or ask for a new exception."
)
STAFFED = "The bids are opened. Who scores them can no longer be changed."
# What publication asks of the copied requirements; other kinds are met elsewhere.
ASKED = (
    EffectKind.WEIGHTING,
    EffectKind.SCORING,
    EffectKind.QUANTIFIABLE_COMMITMENTS,
    EffectKind.MEASURES,
    EffectKind.OUTCOMES,
    EffectKind.CONSIDERATIONS,
)


class Step(StrEnum):
    """The tasks of building a tender, in order."""

    ASSESSMENT = "assessment"
    CONSIDERATIONS = "considerations"
    EXCEPTIONS = "exceptions"
    INSTRUCTIONS = "instructions"
    DATES = "dates"
    WEIGHTS = "weights"
    QUALITY = "quality"
    SOCIAL_VALUE = "social_value"
    MEASURES = "measures"
    EVALUATORS = "evaluators"
    DEADLINE = "deadline"
    PUBLISHER = "publisher"

    @classmethod
    def of(cls, kind: Kind) -> "Step":
        """The task of writing the questions of one kind."""
        return cls(kind.value)


@dataclass(frozen=True)
class Missing:
    """One thing to mend before publication: where, and what."""

    step: Step
    sentence: str


@dataclass(frozen=True)
class NamedEvaluator:
    """A person named to score quality answers, social value answers, or both."""

    user_id: int
    name: str
    quality: bool
    social_value: bool

    def scores(self, kind: Kind) -> bool:
        """Whether the person scores answers of ``kind``."""
        return self.quality if kind is Kind.QUALITY else self.social_value


@dataclass(frozen=True)
class Draft:
    """A tender as it has been built so far."""

    weights: Weights | None
    questions: tuple[AskedQuestion, ...]
    measures: tuple[AskedMeasure, ...]
    outcomes: tuple[str, ...]
    evaluators: tuple[NamedEvaluator, ...]
    deadline: datetime | None
    term: Period | None
    assessed: bool
    considered: bool
    requirements: tuple[Requirement, ...]
    year_starts: tuple[int, int] = (4, 1)
    exceptions: Exceptions = NO_EXCEPTIONS
    takes_proposals: bool = False

    def required(self, kind: EffectKind) -> Requirement | None:
        """What the policy or the law asks of that kind as a duty, or None."""
        binding = [r for r in self.requirements if r.force is Force.MUST]
        return of_kind(binding, kind)

    @property
    def scoring(self) -> Scoring:
        """How social value answers will be scored."""
        asked = of_kind(self.requirements, EffectKind.SCORING)
        effect = asked.effect if asked else None
        return social_value_scoring(effect if isinstance(effect, PolicyScoring) else None)

    def scoring_of(self, kind: Kind) -> Scoring:
        """How answers of one kind will be scored."""
        return QUALITY if kind is Kind.QUALITY else self.scoring

    def questions_of(self, kind: Kind) -> tuple[AskedQuestion, ...]:
        """The questions of one kind, in order."""
        return tuple(question for question in self.questions if question.kind is kind)

    def marks(self, kind: Kind) -> Decimal:
        """The marks that the questions of one kind carry together."""
        return sum((question.marks for question in self.questions_of(kind)), Decimal(0))

    @property
    def least_commitments(self) -> Least:
        """How many commitments that can be counted every bid will have to offer."""
        asked = self.required(EffectKind.QUANTIFIABLE_COMMITMENTS)
        if asked is None or not isinstance(asked.effect, QuantifiableCommitments) or self._leaves_out:
            return Least()
        return Least(asked.effect.at_least, asked.citation)

    @property
    def _leaves_out(self) -> bool:
        """Whether social value is left out as an approved exception allows: nothing of it is asked for."""
        return self.exceptions.opts_out and not self.measures

    def missing(self, now: datetime, publisher: int | None = None) -> tuple[Missing, ...]:
        """Everything that stands in the way of publication at ``now`` by the person ``publisher``, in the order of
        the tasks; empty where the tender can be published."""
        found = [
            *self._before(),
            *self._exceptions(),
            *self._dates(),
            *self._weights(),
            *self._questions(),
            *self._measures(),
            *self._evaluators(publisher),
            *self._deadline(now),
        ]
        order = list(Step)
        return tuple(sorted(found, key=lambda missing: order.index(missing.step)))

    def scheme(self) -> Scheme:
        """The scheme to freeze; raises ValueError where weights, deadline or dates are missing."""
        if self.weights is None or self.deadline is None or self.term is None:
            raise ValueError("A scheme has weights, a deadline and the dates of the contract.")
        return Scheme(
            weights=self.weights,
            questions=self.questions,
            measures=self.measures,
            least_commitments=self.least_commitments,
            scoring=self.scoring,
            quality_scoring=QUALITY,
            price_method=PRICE_METHOD,
            term=self.term,
            quarters=tuple(quarters_of(self.term, *self.year_starts)),
            deadline=self.deadline,
            most_proposals=MOST_PROPOSALS if self.takes_proposals and self.measures else 0,
        )

    def _before(self) -> Iterable[Missing]:
        if not self.assessed:
            yield Missing(Step.ASSESSMENT, "Complete the opportunity assessment.")
        asked = self.required(EffectKind.CONSIDERATIONS)
        if asked is None or not isinstance(asked.effect, Considerations):
            return
        if asked.effect.is_duty and not self.considered:
            yield Missing(
                Step.CONSIDERATIONS,
                f"Record what was considered before the procurement started: a statutory duty here ({asked.citation}).",
            )

    def _exceptions(self) -> Iterable[Missing]:
        for one in self.exceptions.waiting:
            yield Missing(Step.EXCEPTIONS, f"An exception waits for approval: {one.words} {UNTIL}")
        for ended in self._relied_on():
            yield Missing(Step.EXCEPTIONS, ended.sentence)

    def _relied_on(self) -> Iterable[Ended]:
        """The exceptions that ended and by which the tender still departs: with them less would be missing."""
        missing, told = len(self._of_rules()), {(one.key, one.instead) for one in self.exceptions.waiting}
        for one in self.exceptions.ended:
            what = (one.asked.key, one.asked.instead)
            held = replace(self, exceptions=self.exceptions.with_approval(one.asked))
            if what not in told and len(held._of_rules()) < missing:
                told.add(what)
                yield one

    def _of_rules(self) -> tuple[Missing, ...]:
        """What is missing that an exception could allow."""
        return (*self._weights(), *self._measures())

    def _dates(self) -> Iterable[Missing]:
        if self.term is None:
            yield Missing(Step.DATES, "Say when the contract starts and ends.")
        elif self.deadline and self.term.start <= self.deadline.astimezone(deadlines.LONDON).date():
            yield Missing(
                Step.DATES, "The contract would start before bids are in. Change its dates or the deadline."
            )

    def _weights(self) -> Iterable[Missing]:
        if self.weights is None:
            yield Missing(Step.WEIGHTS, "Set the weights of price, quality and social value.")
            return
        for _, sentence in weight_refusals(
            self.weights, self.required(EffectKind.WEIGHTING), self.exceptions
        ):
            yield Missing(Step.WEIGHTS, sentence)

    def _questions(self) -> Iterable[Missing]:
        if self.weights is None:
            for kind in Kind:
                if not self.marks(kind):
                    yield Missing(Step.of(kind), f"Write the {kind.words} questions.")
            return
        for kind in Kind:
            sentence = marks_refusal(kind, self.marks(kind), self.weights.of(kind))
            if sentence:
                yield Missing(Step.of(kind), sentence)
        for question in self.questions:
            if question.outcome and question.outcome not in self.outcomes:
                yield Missing(
                    Step.of(question.kind),
                    f"{question.title} names “{question.outcome}”, which is no longer an outcome of this procurement. "
                    "Choose another for it.",
                )
        if self.weights.social_value and not can_be_given(self.scoring):
            yield Missing(
                Step.SOCIAL_VALUE,
                "The policy scores social value answers in a way that this service cannot yet record: "
                "only how appropriate and how achievable they are, each from 0 to 5.",
            )

    def _measures(self) -> Iterable[Missing]:
        countable = sum(measure.is_counted for measure in self.measures)
        asked = self.required(EffectKind.QUANTIFIABLE_COMMITMENTS)
        if asked and countable < self.least_commitments.number:
            yield Missing(Step.MEASURES, _too_few(countable, "measures that can be counted", asked))
        for kind, effect_type, number, words in (
            (EffectKind.MEASURES, Measures, len(self.measures), "measures"),
            (EffectKind.OUTCOMES, Outcomes, len(self.outcomes), "outcomes"),
        ):
            asked = self.required(kind)
            if not asked or not isinstance(asked.effect, effect_type) or asked.slot != kind.value:
                continue
            if self.exceptions.allow(asked.slot, number):
                continue
            least, most = asked.effect.at_least, asked.effect.at_most
            if number < least:
                yield Missing(Step.MEASURES, _too_few(number, words, asked))
            elif most is not None and number > most:
                yield Missing(
                    Step.MEASURES, f"You chose {number} {words}. {asked.sentence} ({asked.citation})"
                )

    def _evaluators(self, publisher: int | None) -> Iterable[Missing]:
        for kind in Kind:
            weighs = self.weights is None or self.weights.of(kind)
            if weighs and not any(evaluator.scores(kind) for evaluator in self.evaluators):
                yield Missing(Step.EVALUATORS, f"Name somebody to score the {kind.words} answers.")
        if publisher and any(evaluator.user_id == publisher for evaluator in self.evaluators):
            yield Missing(
                Step.PUBLISHER,
                "You are named to score this tender, so another procurement lead must publish, moderate and award it.",
            )

    def _deadline(self, now: datetime) -> Iterable[Missing]:
        if self.deadline is None:
            yield Missing(Step.DEADLINE, "Set the deadline for bids.")
            return
        sentence = deadlines.deadline_refusal(self.deadline, now)
        if sentence:
            yield Missing(Step.DEADLINE, sentence)


def _too_few(number: int, words: str, asked: Requirement) -> str:
    return f"You chose {number_words(number)} {words}. {asked.sentence} ({asked.citation})"


def term_refusals(starts_on: date, ends_on: date, deadline: datetime | None) -> list[tuple[str | None, str]]:
    """Everything that is wrong with a contract from ``starts_on`` to ``ends_on``, each at its field."""
    if ends_on < starts_on:
        return [("ends_on", "The contract must end after it starts")]
    wrong: list[tuple[str | None, str]] = []
    if deadline and starts_on <= deadline.astimezone(deadlines.LONDON).date():
        wrong.append(("starts_on", f"The contract must start after bids close on {deadlines.said(deadline)}"))
    if (ends_on - starts_on).days > LONGEST_YEARS * 366:
        wrong.append(("ends_on", f"The contract must last {LONGEST_YEARS} years or less. Check the year"))
    return wrong
