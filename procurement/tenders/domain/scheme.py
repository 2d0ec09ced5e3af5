"""The scheme of a tender: everything that bidders were told about how bids are scored, frozen at publication."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from councils.policies.domain.counting import (
    HOW_WORDS,
    SECOND_YEAR_WORDS,
    TERM_WORDS,
    HowItAddsUp,
    SecondYear,
    Term,
    Unit,
)
from councils.policies.domain.shape import number_words
from procurement.tenders.domain import scoring
from procurement.tenders.domain.scoring import Scoring
from procurement.tenders.domain.weights import Kind, Weights
from socialvalue.periods import Period

FORMAT = 2
MOST_PROPOSALS = 3  # measures of its own that a bidder may propose in a bid, where it may at all


@dataclass(frozen=True)
class AskedQuestion:
    """A question and the marks it carries, out of the tender's 100."""

    uid: str
    kind: Kind
    number: int
    text: str
    guidance: str
    marks: Decimal
    outcome: str = ""

    @property
    def title(self) -> str:
        """``Social value question 2``."""
        return f"{self.kind.words.capitalize()} question {self.number}"


@dataclass(frozen=True)
class Variant:
    """One form of a measure, such as a level of training."""

    key: str
    name: str


@dataclass(frozen=True)
class AskedMeasure:
    """A measure on which bidders may commit, with its definition, the rules of counting it, and what the supplier will
    declare with every figure."""

    uid: str
    key: str
    headline: str
    definition: str
    outcome: str
    unit: Unit
    adds_up: HowItAddsUp
    term: Term
    second_year: SecondYear
    counted_one: str = ""
    counted_many: str = ""
    variant_of: str = ""
    variants: tuple[Variant, ...] = ()
    evidence: str = ""
    counting_rules: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()

    @property
    def unit_words(self) -> str:
        """What a quantity is counted in: ``weeks``, or the measure's own word."""
        return self.counted_many or self.unit.label

    @property
    def is_counted(self) -> bool:
        """Whether a commitment on it can be counted and added up: words and levels, such as percentages, cannot."""
        return self.adds_up.posts(self.unit)

    @property
    def how_counted(self) -> tuple[str, ...]:
        """How quantities add up, a sentence each; person-time only for people in post."""
        if self.adds_up is not HowItAddsUp.STOCK:
            return (HOW_WORDS[self.adds_up],)
        return (HOW_WORDS[self.adds_up], TERM_WORDS[self.term], SECOND_YEAR_WORDS[self.second_year])

    def variant(self, key: str) -> Variant | None:
        """The variant with that key, or None."""
        return next((variant for variant in self.variants if variant.key == key), None)


@dataclass(frozen=True)
class Least:
    """How many commitments that can be counted every bid must offer, and the clause that asks for them; 0 for none."""

    number: int = 0
    clause: str = ""

    @property
    def words(self) -> str:
        """``at least 1 commitment that can be counted (Social Value Policy, Framework)``; empty where none is asked."""
        if not self.number:
            return ""
        many = "1 commitment" if self.number == 1 else f"{self.number} commitments"
        return f"at least {many} that can be counted ({self.clause})"


@dataclass(frozen=True)
class Declarations:
    """What every bidder declares that it does, each as ``keep high standards …``, and the clause that asks for it."""

    texts: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class Scheme:
    """Weights, questions, measures, the commitments that every bid must offer, scoring, contract term and deadline;
    ``scoring`` is that of social value answers; ``most_proposals`` measures of its own may a bidder propose."""

    weights: Weights
    questions: tuple[AskedQuestion, ...]
    measures: tuple[AskedMeasure, ...]
    least_commitments: Least
    scoring: Scoring
    quality_scoring: Scoring
    price_method: str
    term: Period
    quarters: tuple[Period, ...]
    deadline: datetime
    declarations: Declarations = Declarations()
    most_proposals: int = 0

    def questions_of(self, kind: Kind | str) -> tuple[AskedQuestion, ...]:
        """The questions of one kind, in order."""
        return tuple(question for question in self.questions if question.kind == kind)

    @property
    def quality_questions(self) -> tuple[AskedQuestion, ...]:
        """The questions about quality."""
        return self.questions_of(Kind.QUALITY)

    @property
    def social_value_questions(self) -> tuple[AskedQuestion, ...]:
        """The questions about social value."""
        return self.questions_of(Kind.SOCIAL_VALUE)

    def question(self, uid: str) -> AskedQuestion:
        """The question with that ``uid``; raises KeyError."""
        return {question.uid: question for question in self.questions}[str(uid)]

    def measure(self, uid: str) -> AskedMeasure:
        """The measure with that ``uid``; raises KeyError."""
        return {measure.uid: measure for measure in self.measures}[str(uid)]

    def scoring_of(self, kind: Kind | str) -> Scoring:
        """How answers of one kind are scored."""
        return self.quality_scoring if kind == Kind.QUALITY else self.scoring

    @property
    def checksum(self) -> str:
        """SHA-256 of the scheme in one fixed way of writing it, as 64 hexadecimal digits."""
        text = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it; figures as text, so that they come back exactly."""
        weights = self.weights
        asked = self.declarations
        declared = (
            {"declarations": {"texts": list(asked.texts), "clause": asked.clause}} if asked.texts else {}
        )
        proposed = {"most_proposals": self.most_proposals} if self.most_proposals else {}
        return (
            declared
            | proposed
            | {
                "format": FORMAT,
                "weights": {
                    "price": str(weights.price),
                    "quality": str(weights.quality),
                    "social_value": str(weights.social_value),
                },
                "questions": [_question_to_dict(question) for question in self.questions],
                "measures": [_measure_to_dict(measure) for measure in self.measures],
                "least_commitments": {
                    "number": self.least_commitments.number,
                    "clause": self.least_commitments.clause,
                },
                "scoring": self.scoring.to_dict(),
                "quality_scoring": self.quality_scoring.to_dict(),
                "price_method": self.price_method,
                "term": _period_to_list(self.term),
                "quarters": [_period_to_list(quarter) for quarter in self.quarters],
                "deadline": self.deadline.astimezone(UTC).isoformat(),
            }
        )

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Scheme":
        """The scheme that ``to_dict`` kept; raises ValueError for a format that this program does not know."""
        if kept["format"] != FORMAT:
            raise ValueError(f"This scheme is of format {kept['format']}; only {FORMAT} can be read.")
        return cls(
            weights=Weights(**{name: Decimal(percent) for name, percent in kept["weights"].items()}),
            questions=tuple(_question_from_dict(question) for question in kept["questions"]),
            measures=tuple(_measure_from_dict(measure) for measure in kept["measures"]),
            least_commitments=Least(**kept["least_commitments"]),
            scoring=Scoring.from_dict(kept["scoring"]),
            quality_scoring=Scoring.from_dict(kept["quality_scoring"]),
            price_method=kept["price_method"],
            term=_period_from_list(kept["term"]),
            quarters=tuple(_period_from_list(quarter) for quarter in kept["quarters"]),
            deadline=datetime.fromisoformat(kept["deadline"]),
            declarations=_declarations_from_dict(kept.get("declarations")),
            most_proposals=kept.get("most_proposals", 0),
        )

    # What bidders read

    @property
    def takes_proposals(self) -> bool:
        """Whether a bidder may propose measures of its own."""
        return self.most_proposals > 0

    @property
    def proposals_words(self) -> str:
        """Whether and how a bidder may propose measures of its own, and what becomes of them; empty where it may not."""
        if not self.most_proposals:
            return ""
        return (
            f"A bidder may propose up to {number_words(self.most_proposals)} measures of its own, with what it would commit "
            "to on each. The others are not asked about them, so they are scored by their quality only, never by how "
            "many or how many pounds, and they do not count towards the commitments that every bid must offer. The "
            "council approves or refuses those of the winning bid before the contract is made. What it approves becomes "
            "part of the contract."
        )

    @property
    def price_example(self) -> str:
        """A worked example of the marks for price."""
        return scoring.price_example(self.weights.price)

    @property
    def quality_example(self) -> str:
        """A worked example for the first quality question; empty where there is none."""
        return _example(self.quality_scoring, self.quality_questions)

    @property
    def social_value_example(self) -> str:
        """A worked example for the first social value question; empty where there is none."""
        return _example(self.scoring, self.social_value_questions)


def _declarations_from_dict(kept: Mapping[str, Any] | None) -> Declarations:
    return Declarations(tuple(kept["texts"]), kept["clause"]) if kept else Declarations()


def _example(how: Scoring, questions: tuple[AskedQuestion, ...]) -> str:
    return how.example(questions[0].marks) if questions else ""


def _question_to_dict(question: AskedQuestion) -> dict[str, Any]:
    return {
        "uid": question.uid,
        "kind": question.kind.value,
        "number": question.number,
        "text": question.text,
        "guidance": question.guidance,
        "marks": str(question.marks),
        "outcome": question.outcome,
    }


def _question_from_dict(kept: Mapping[str, Any]) -> AskedQuestion:
    return AskedQuestion(**{**kept, "kind": Kind(kept["kind"]), "marks": Decimal(kept["marks"])})


def _measure_to_dict(measure: AskedMeasure) -> dict[str, Any]:
    declared = {"declarations": list(measure.declarations)} if measure.declarations else {}
    return declared | {
        "uid": measure.uid,
        "key": measure.key,
        "headline": measure.headline,
        "definition": measure.definition,
        "outcome": measure.outcome,
        "unit": measure.unit.value,
        "adds_up": measure.adds_up.value,
        "term": measure.term.value,
        "second_year": measure.second_year.value,
        "counted_one": measure.counted_one,
        "counted_many": measure.counted_many,
        "variant_of": measure.variant_of,
        "variants": [{"key": variant.key, "name": variant.name} for variant in measure.variants],
        "evidence": measure.evidence,
        "counting_rules": list(measure.counting_rules),
        "notes": list(measure.notes),
    }


def _measure_from_dict(kept: Mapping[str, Any]) -> AskedMeasure:
    return AskedMeasure(
        **{
            **kept,
            "unit": Unit(kept["unit"]),
            "adds_up": HowItAddsUp(kept["adds_up"]),
            "term": Term(kept["term"]),
            "second_year": SecondYear(kept["second_year"]),
            "variants": tuple(Variant(**variant) for variant in kept["variants"]),
            "counting_rules": tuple(kept["counting_rules"]),
            "notes": tuple(kept["notes"]),
            "declarations": tuple(kept.get("declarations", ())),
        }
    )


def _period_to_list(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _period_from_list(kept: list[str]) -> Period:
    return Period(*(date.fromisoformat(day) for day in kept))
