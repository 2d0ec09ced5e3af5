"""How answers and prices get their marks, in figures and in the plain words that bidders read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from councils.policies.domain.effects.weight import Scoring as PolicyScoring
from councils.policies.domain.shape import percent_words
from councils.policies.domain.words import listed
from socialvalue.money import pounds

PRICE_METHOD = "The lowest price gets all the marks for price. Every other price gets: lowest price ÷ that price × the marks for price."


@dataclass(frozen=True)
class Criterion:
    """Something that an answer is scored by, with the question that the evaluator asks."""

    key: str
    name: str
    question: str


@dataclass(frozen=True)
class Descriptor:
    """What one score means."""

    mark: int
    words: str


@dataclass(frozen=True)
class Scoring:
    """A scale, and what answers are scored by on it: each criterion gets one whole score."""

    criteria: tuple[Criterion, ...]
    lowest: int
    highest: int
    descriptors: tuple[Descriptor, ...]

    @property
    def most(self) -> int:
        """The most that one answer can get before it is turned into marks: 10 for two criteria up to 5."""
        return len(self.criteria) * self.highest

    @property
    def scale(self) -> tuple[int, ...]:
        """Every score that may be given."""
        return tuple(range(self.lowest, self.highest + 1))

    def marks(self, given: Mapping[str, int], available: Decimal) -> Decimal:
        """Marks for one answer, unrounded: all scores together / the most they can be x ``available``.

        Raises ValueError unless each criterion has exactly one score on the scale.
        """
        if set(given) != {criterion.key for criterion in self.criteria}:
            raise ValueError(f"Give a score for each of: {listed([c.name for c in self.criteria])}.")
        if any(score not in self.scale for score in given.values()):
            raise ValueError(f"Give whole scores from {self.lowest} to {self.highest}.")
        return Decimal(sum(given.values())) * available / self.most

    @property
    def method(self) -> str:
        """How an answer is scored, in plain words."""
        span = f"from {self.lowest} to {self.highest}"
        if len(self.criteria) == 1:
            return f"Each answer gets a score {span}. Marks = score ÷ {self.most} × the question's marks."
        names = listed([f"how {criterion.name.lower()} it is" for criterion in self.criteria])
        together = "both scores together" if len(self.criteria) == 2 else "all scores together"
        return (
            f"Each answer gets a score {span} for each of: {names}. "
            f"Marks = {together} ÷ {self.most} × the question's marks."
        )

    def example(self, available: Decimal) -> str:
        """A worked example for a question that carries ``available`` marks."""
        high = self.highest - 1
        scores = [max(high - place, self.lowest) for place in range(len(self.criteria))]
        total = sum(scores)
        marks = marks_words(Decimal(total) * available / self.most)
        parts = listed(
            [f"{score} for {c.name.lower()}" for score, c in zip(scores, self.criteria, strict=True)]
        )
        said = f"a score of {total}" if len(scores) == 1 else parts
        return (
            f"For example, {said} on a question with {marks_words(available)} marks: "
            f"{total} ÷ {self.most} × {marks_words(available)} = {marks} marks."
        )

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        return {
            "criteria": [{"key": c.key, "name": c.name, "question": c.question} for c in self.criteria],
            "lowest": self.lowest,
            "highest": self.highest,
            "descriptors": [{"mark": d.mark, "words": d.words} for d in self.descriptors],
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Scoring":
        """The scoring that ``to_dict`` kept."""
        return cls(
            criteria=tuple(Criterion(**criterion) for criterion in kept["criteria"]),
            lowest=kept["lowest"],
            highest=kept["highest"],
            descriptors=tuple(Descriptor(**descriptor) for descriptor in kept["descriptors"]),
        )


DESCRIPTORS = (
    Descriptor(0, "Nothing that answers the question."),
    Descriptor(1, "Very weak: little of what is asked, with serious doubts."),
    Descriptor(2, "Weak: some of what is asked; important parts are missing or in doubt."),
    Descriptor(3, "Satisfactory: most of what is asked, with some gaps."),
    Descriptor(4, "Good: all of what is asked, with convincing detail."),
    Descriptor(5, "Excellent: all of what is asked, with convincing detail and evidence, and no doubts."),
)
QUALITY = Scoring(
    (Criterion("mark", "Quality", "How well does the answer meet what is asked?"),), 0, 5, DESCRIPTORS
)
SOCIAL_VALUE = Scoring(
    (
        Criterion(
            "appropriate", "Appropriate", "How well does it fit the contract and the outcomes asked for?"
        ),
        Criterion("achievable", "Achievable", "How sure is it that the bidder can do it?"),
    ),
    0,
    5,
    DESCRIPTORS,
)


def social_value_scoring(asked: PolicyScoring | None) -> Scoring:
    """How social value answers are scored: as the policy asks, or by how appropriate and achievable they are."""
    if asked is None:
        return SOCIAL_VALUE
    own = tuple(Descriptor(d.mark, d.words) for d in asked.descriptors)
    scale = (asked.lowest, asked.highest)
    return Scoring(
        criteria=tuple(Criterion(c.key, c.name, c.question) for c in asked.criteria),
        lowest=asked.lowest,
        highest=asked.highest,
        descriptors=own or (DESCRIPTORS if scale == (SOCIAL_VALUE.lowest, SOCIAL_VALUE.highest) else ()),
    )


def can_be_given(scoring: Scoring) -> bool:
    """Whether evaluators can give these scores: how appropriate and how achievable, each from 0 to 5."""
    ours = SOCIAL_VALUE
    keys = {criterion.key for criterion in scoring.criteria}
    return keys == {c.key for c in ours.criteria} and (scoring.lowest, scoring.highest) == (
        ours.lowest,
        ours.highest,
    )


def price_example(available: Decimal) -> str:
    """A worked example of the marks for price."""
    lowest, price = Decimal(60_000), Decimal(75_000)
    marks = marks_words(lowest / price * available)
    said = [pounds(amount).removesuffix(".00") for amount in (lowest, price)]
    return (
        f"For example, if the lowest price is {said[0]} and yours is {said[1]}: "
        f"{said[0]} ÷ {said[1]} × {marks_words(available)} = {marks} marks."
    )


def marks_words(marks: Decimal) -> str:
    """``20``, ``12.5``, ``37.037``: at most four places, no trailing zeros."""
    rounded = marks.quantize(Decimal("0.0001"))
    return percent_words(rounded)[:-1]
