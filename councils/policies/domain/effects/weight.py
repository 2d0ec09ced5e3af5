"""What social value counts for in the score, and how its marks are given."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.shape import Key, Line, Names, Part, Percent, WrongAt, percent_words
from councils.policies.domain.words import EffectKind, Stage, listed

ALL = Decimal(100)
BASES = {"overall": "the overall score", "quality": "the quality element of the score"}


class Share(Part):
    """A named part and its percentage."""

    name: Line
    """What the part is for."""
    percent: Percent
    """Its percentage, without the sign."""


class Weighting(BaseEffect):
    """The weight of social value: fixed, a minimum or a band, of the overall score or of its quality element.

    ``parts`` are ring-fenced and stand inside the weight.
    """

    of_kind: ClassVar = EffectKind.WEIGHTING
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["weighting"] = "weighting"
    form: Literal["fixed", "minimum", "band"]
    """Fixed or minimum, with percent; or a band, with at_least and at_most."""
    percent: Percent | None = None
    """The percentage of a fixed or minimum weight, without the sign."""
    at_least: Percent | None = None
    """The least percentage of a band."""
    at_most: Percent | None = None
    """The most percentage of a band."""
    basis: Literal["overall", "quality"]
    """What the percentage is of: the overall score, or its quality element."""
    parts: tuple[Share, ...] = ()
    """Parts that are ring-fenced inside the weight."""

    @model_validator(mode="after")
    def _edges_fit_the_form(self) -> "Weighting":
        given = (self.percent is not None, self.at_least is not None, self.at_most is not None)
        if self.form == "band" and given != (False, True, True):
            raise ValueError("a band says at_least and at_most, and not percent")
        if self.form != "band" and given != (True, False, False):
            raise ValueError(f"a {self.form} weighting says percent, and neither at_least nor at_most")
        if self.lowest >= self.highest and self.form == "band":
            raise WrongAt("at_most", f"the band is empty: {self.lowest} is not under {self.highest}")
        total = sum((part.percent for part in self.parts), Decimal(0))
        if total > self.highest:
            raise WrongAt(
                "parts", f"its parts come to {percent_words(total)}, over {percent_words(self.highest)}"
            )
        return self

    @property
    def lowest(self) -> Decimal:
        """The least that is allowed, in percent."""
        edge = self.at_least if self.form == "band" else self.percent
        assert edge is not None, "no weighting is made without it"
        return edge

    @property
    def highest(self) -> Decimal:
        """The most that is allowed, in percent."""
        if self.form == "fixed":
            return self.lowest
        return ALL if self.at_most is None else self.at_most

    def allows(self, percent: Decimal) -> bool:
        """Whether a weight of ``percent`` keeps to it."""
        return self.lowest <= percent <= self.highest

    def refusal(self, percent: Decimal, citation: str, *, exceptions: bool = True) -> str | None:
        """Why a weight of ``percent`` does not keep to it and how to mend that, or None where it does.

        ``exceptions`` tells whether the person can ask for one where this is shown.
        """
        if self.allows(percent):
            return None
        otherwise = ", or ask for an exception" if exceptions else ""
        return (
            f"Social value must be {self._range} of {BASES[self.basis]} ({citation}). "
            f"You entered {percent_words(percent)}. Enter {self._wanted}{otherwise}."
        )

    @property
    def _range(self) -> str:
        low, high = percent_words(self.lowest), percent_words(self.highest)
        band = f"between {low} and {high}" if self.lowest else f"at most {high}"
        return {"fixed": low, "minimum": f"at least {low}", "band": band}[self.form]

    @property
    def _wanted(self) -> str:
        low, high = percent_words(self.lowest)[:-1], percent_words(self.highest)[:-1]
        return {"fixed": low, "minimum": f"{low} or more", "band": f"a weight from {low} to {high}"}[
            self.form
        ]

    def sentence(self, names: Names) -> str:
        how = {"fixed": f"exactly {self._range}"}.get(self.form, self._range)
        inside = listed([f"{percent_words(p.percent)} for {p.name}" for p in self.parts])
        fenced = f" Inside it, these are set apart: {inside}." if inside else ""
        return f"Social value counts for {how} of {BASES[self.basis]}.{fenced}"

    def to_do(self, names: Names) -> str:
        return f"Set the weight of social value to {self._range} of {BASES[self.basis]} when you build the tender."

    def together(self, other: "Weighting") -> "Weighting | None":
        if self.basis != other.basis:
            return self._across(other)
        low, high = max(self.lowest, other.lowest), min(self.highest, other.highest)
        parts = self.parts or other.parts
        if low > high or (self.parts and other.parts and self.parts != other.parts):
            return None
        if sum((part.percent for part in parts), Decimal(0)) > high:
            return None
        return _between(low, high, self.basis, parts)

    def _across(self, other: "Weighting") -> "Weighting | None":
        """A share of the whole is at least as much as the same share of the quality element."""
        overall, quality = (self, other) if self.basis == "overall" else (other, self)
        return overall if quality.form == "minimum" and overall.lowest >= quality.lowest else None

    def differs(self, other: "Weighting") -> str:
        if self.basis == other.basis:
            return ""
        return f"One clause weighs social value against {BASES[self.basis]}, the other against {BASES[other.basis]}."

    @property
    def strictness(self) -> tuple[int, ...]:
        return (int(self.lowest * 100), int(self.basis == "overall"))


def _between(
    low: Decimal, high: Decimal, basis: Literal["overall", "quality"], parts: tuple[Share, ...]
) -> Weighting:
    if low == high:
        return Weighting(form="fixed", percent=low, basis=basis, parts=parts)
    if high == ALL:
        return Weighting(form="minimum", percent=low, basis=basis, parts=parts)
    return Weighting(form="band", at_least=low, at_most=high, basis=basis, parts=parts)


class MarksSplit(BaseEffect):
    """How the marks for social value are shared out, for instance between quantity and quality; totals 100."""

    of_kind: ClassVar = EffectKind.MARKS_SPLIT
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["marks_split"] = "marks_split"
    parts: tuple[Share, ...] = Field(min_length=2)
    """The parts, 100 in all."""

    @model_validator(mode="after")
    def _totals_one_hundred(self) -> "MarksSplit":
        total = sum((part.percent for part in self.parts), Decimal(0))
        if total != ALL:
            raise WrongAt("parts", f"its parts come to {percent_words(total)}; they must come to 100%")
        return self

    def sentence(self, names: Names) -> str:
        parts = listed([f"{percent_words(part.percent)} for {part.name}" for part in self.parts])
        return f"The marks for social value are shared out: {parts}."


class Criterion(Part):
    """Something that an answer is scored by."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """The criterion in one word or few, such as achievable."""
    question: Line
    """What the evaluator asks of the answer."""


class Descriptor(Part):
    """What a mark means, in the council's words."""

    mark: int = Field(ge=0, le=100)
    """The mark."""
    words: Line
    """What the mark means."""


class Scoring(BaseEffect):
    """What each social value answer is scored by, and on which scale."""

    of_kind: ClassVar = EffectKind.SCORING
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["scoring"] = "scoring"
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """What each answer is scored by."""
    lowest: int = Field(default=0, ge=0, le=100)
    """The lowest mark of the scale."""
    highest: int = Field(default=5, ge=1, le=100)
    """The highest mark of the scale."""
    descriptors: tuple[Descriptor, ...] = ()
    """What marks mean, from the lowest up."""

    @model_validator(mode="after")
    def _scale_in_order(self) -> "Scoring":
        marks = [d.mark for d in self.descriptors]
        if self.lowest >= self.highest:
            raise WrongAt("highest", f"the scale is empty: {self.lowest} is not under {self.highest}")
        if marks != sorted(set(marks)) or any(not self.lowest <= mark <= self.highest for mark in marks):
            raise WrongAt("descriptors", "the descriptors' marks must rise, each once, inside the scale")
        return self

    def marks(self, given: Mapping[str, Decimal], available: Decimal) -> Decimal:
        """The marks for one answer: the sum of what each criterion got over the most it could, times ``available``.

        Not rounded. Raises ValueError where a criterion has no score, has one off the scale, or is not asked for.
        """
        asked = {criterion.key for criterion in self.criteria}
        if set(given) != asked:
            raise ValueError(f"Give a score for each of: {listed([c.name for c in self.criteria])}.")
        if any(not self.lowest <= score <= self.highest for score in given.values()):
            raise ValueError(f"Give scores from {self.lowest} to {self.highest}.")
        return sum(given.values(), Decimal(0)) / (len(asked) * self.highest) * available

    def sentence(self, names: Names) -> str:
        by = listed([criterion.name for criterion in self.criteria])
        return f"Each social value answer is scored by how {by} it is, from {self.lowest} to {self.highest}."

    def to_do(self, names: Names) -> str:
        return "Print in the tender how social value answers will be scored, and score them so."
