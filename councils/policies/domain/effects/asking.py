"""What is asked of a procurement: how far social value is asked for, and how many outcomes, measures, commitments."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.shape import Count, Key, Names, WrongAt, number_words
from councils.policies.domain.words import EffectKind, Level, Stage, rank

OBLIGATIONS = {
    Level.REQUIRED: "Social value must be part of this procurement.",
    Level.AIM: "The council works towards including social value in a procurement like this: an aim, not a duty.",
    Level.ENCOURAGED: "Social value is encouraged here: include it where you can.",
    Level.OPEN: "The policy leaves it open whether social value is part of this procurement.",
}


class Obligation(BaseEffect):
    """Whether social value is required, an aim, encouraged or left open."""

    of_kind: ClassVar = EffectKind.OBLIGATION
    effect: Literal["obligation"] = "obligation"
    level: Level
    """How far it is asked for."""

    def sentence(self, names: Names) -> str:
        return OBLIGATIONS[self.level]

    def to_do(self, names: Names) -> str:
        return "Choose the outcomes and measures of this procurement." if self.level is Level.REQUIRED else ""

    def together(self, other: "Obligation") -> "Obligation":
        return max(self, other, key=lambda effect: rank(effect.level))


def _at_least(number: int, one: str, many: str) -> str:
    return f"at least {number_words(number)} {one if number == 1 else many}"


class QuantifiableCommitments(BaseEffect):
    """How many commitments there must be that can be counted."""

    of_kind: ClassVar = EffectKind.QUANTIFIABLE_COMMITMENTS
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["quantifiable_commitments"] = "quantifiable_commitments"
    at_least: Count = 1
    """The least number."""

    def sentence(self, names: Names) -> str:
        return (
            f"The contract holds {_at_least(self.at_least, 'commitment', 'commitments')} that can be counted."
        )

    def to_do(self, names: Names) -> str:
        return f"Choose {_at_least(self.at_least, 'measure', 'measures')} with a unit that can be counted."

    def together(self, other: "QuantifiableCommitments") -> "QuantifiableCommitments":
        return max(self, other, key=lambda effect: effect.at_least)


class _Numbers(BaseEffect):
    """A least and a most number of something."""

    at_least: Count = 0
    """The least number."""
    at_most: Count | None = None
    """The most."""

    @model_validator(mode="after")
    def _in_order(self) -> "_Numbers":
        if self.at_most is not None and self.at_most < self.at_least:
            raise WrongAt("at_most", f"asks for at least {self.at_least} and at most {self.at_most}")
        if not self.at_least and self.at_most is None:
            raise ValueError("asks for nothing: say at_least, at_most or both")
        return self

    def _numbers(self, one: str, many: str) -> str:
        least = _at_least(self.at_least, one, many) if self.at_least else ""
        most = f"at most {number_words(self.at_most)}" if self.at_most is not None else ""
        if not least:
            most = f"{most} {one if self.at_most == 1 else many}"
        return " and ".join(part for part in (least, most) if part)

    def _narrowed(self, other: "_Numbers") -> tuple[int, int | None] | None:
        low = max(self.at_least, other.at_least)
        edges = [edge for edge in (self.at_most, other.at_most) if edge is not None]
        high = min(edges) if edges else None
        return None if high is not None and low > high else (low, high)

    @property
    def strictness(self) -> tuple[int, ...]:
        return (self.at_least,)


class Outcomes(_Numbers):
    """How many of the framework's outcomes a procurement chooses."""

    of_kind: ClassVar = EffectKind.OUTCOMES
    effect: Literal["outcomes"] = "outcomes"

    def sentence(self, names: Names) -> str:
        return f"The procurement chooses {self._numbers('outcome', 'outcomes')} from the framework."

    def to_do(self, names: Names) -> str:
        return f"Choose {self._numbers('outcome', 'outcomes')}."

    def together(self, other: "Outcomes") -> "Outcomes | None":
        edges = self._narrowed(other)
        return Outcomes(at_least=edges[0], at_most=edges[1]) if edges else None


class Measures(_Numbers):
    """How many measures a tender asks for, in all or from a named group; a body may agree otherwise."""

    of_kind: ClassVar = EffectKind.MEASURES
    effect: Literal["measures"] = "measures"
    group: Key | None = None
    """The key of one of your measure_groups, where the number counts from that group only."""
    unless_approved_by: Key | None = None
    """The key of the body that may agree otherwise."""

    @property
    def slot(self) -> str:
        return f"measures:{self.group}" if self.group else "measures"

    def sentence(self, names: Names) -> str:
        where = f" from the group “{names.of('measure_group', self.group)}”" if self.group else ""
        agreed = self.unless_approved_by
        unless = f", unless {names.of('body', agreed)} approves otherwise" if agreed else ""
        return f"The tender asks for {self._numbers('measure', 'measures')}{where}{unless}."

    def to_do(self, names: Names) -> str:
        where = f" from “{names.of('measure_group', self.group)}”" if self.group else ""
        return f"Choose {self._numbers('measure', 'measures')}{where}."

    def together(self, other: "Measures") -> "Measures | None":
        edges = self._narrowed(other)
        if not edges:
            return None
        agreed = self.unless_approved_by if self.unless_approved_by == other.unless_approved_by else None
        return Measures(at_least=edges[0], at_most=edges[1], group=self.group, unless_approved_by=agreed)


class BespokeMeasures(BaseEffect):
    """Whether suppliers may bring measures of their own beside the framework's."""

    of_kind: ClassVar = EffectKind.BESPOKE_MEASURES
    at_stage: ClassVar = Stage.BID
    effect: Literal["bespoke_measures"] = "bespoke_measures"
    allowed: bool
    """True where suppliers may bring measures of their own, false where they may not."""

    def sentence(self, names: Names) -> str:
        if self.allowed:
            return "Suppliers may bring an approach and measures of their own: the framework's list is not exhaustive."
        return "Suppliers keep to the framework's measures."

    def together(self, other: "BespokeMeasures") -> "BespokeMeasures":
        return self if not self.allowed else other


class InclusionMeans(BaseEffect):
    """By which means social value is brought into a procurement: any one of them will do."""

    of_kind: ClassVar = EffectKind.INCLUSION_MEANS
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["inclusion_means"] = "inclusion_means"
    means: tuple[Literal["award_criteria", "performance_requirements"], ...] = Field(min_length=1)
    """As award criteria, as performance requirements, or either."""

    def sentence(self, names: Names) -> str:
        words = {
            "award_criteria": "as award criteria",
            "performance_requirements": "as performance requirements in the contract, aligned with a strategic outcome",
        }
        return f"Social value is brought in {' and/or '.join(words[one] for one in self.means)}."
