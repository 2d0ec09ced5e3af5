"""When a rule applies: bands and sets over the facts of a procurement, and no expression language."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, model_validator

from councils.policies.domain.cpv import covers, digits
from councils.policies.domain.facts import Facts, day_words, exact_pounds
from councils.policies.domain.shape import Line, Part, Pounds, WrongAt
from councils.policies.domain.thresholds import Thresholds
from councils.policies.domain.words import ContractType, Route, VatBasis, Worded, listed


class AgainstThreshold(StrEnum):
    """How the value, counting VAT as the threshold does, lies to the UK threshold of the day."""

    AT_OR_ABOVE = "at_or_above"
    OVER = "over"
    BELOW = "below"
    NOT_OVER = "not_over"


_SIDES = {
    AgainstThreshold.AT_OR_ABOVE: "at or above",
    AgainstThreshold.OVER: "over",
    AgainstThreshold.BELOW: "below",
    AgainstThreshold.NOT_OVER: "not over",
}
_APART = (
    {AgainstThreshold.AT_OR_ABOVE, AgainstThreshold.BELOW},
    {AgainstThreshold.OVER, AgainstThreshold.BELOW},
    {AgainstThreshold.OVER, AgainstThreshold.NOT_OVER},
)


def _code_or_own(category: str) -> str:
    """A category that looks like a CPV code must be one, or it would silently never hold."""
    if not category.strip("0123456789-") and not digits(category):
        raise ValueError(f"“{category}” is no CPV code: give two to eight digits, such as 77310000")
    return category


Category = Annotated[Line, AfterValidator(_code_or_own)]


class Band(Part):
    """A band of whole-life value: ``over`` is strictly above, ``at_least`` at or above, ``below`` strictly below,
    ``up_to`` at or below. ``vat`` overrides the file's own basis where one clause says so.
    """

    over: Pounds | None = None
    """Strictly above this many pounds."""
    at_least: Pounds | None = None
    """At or above this many pounds."""
    below: Pounds | None = None
    """Strictly below this many pounds."""
    up_to: Pounds | None = None
    """At or below this many pounds."""
    vat: VatBasis | None = None
    """Whether these pounds count VAT, where this clause differs from value_basis."""

    @model_validator(mode="after")
    def _one_edge_on_each_side(self) -> "Band":
        if self.over is not None and self.at_least is not None:
            raise WrongAt("at_least", "says both over and at_least: keep one of them")
        if self.below is not None and self.up_to is not None:
            raise WrongAt("up_to", "says both below and up_to: keep one of them")
        low, high = self.lower, self.upper
        if low is None and high is None:
            raise ValueError("has no edge: say over, at_least, below or up_to")
        touches = self.at_least is not None and self.up_to is not None
        if low is not None and high is not None and (low > high or (low == high and not touches)):
            raise ValueError(f"holds no value: its lower edge {low} is not under its upper edge {high}")
        return self

    @property
    def lower(self) -> Decimal | None:
        """The lower edge in pounds, whether or not it belongs to the band."""
        return self.at_least if self.over is None else self.over

    @property
    def upper(self) -> Decimal | None:
        """The upper edge in pounds, whether or not it belongs to the band."""
        return self.up_to if self.below is None else self.below

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` lies in the band."""
        return (
            (self.over is None or value > self.over)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.up_to is None or value <= self.up_to)
        )

    @property
    def edges(self) -> str:
        """``over £100,000.00 and not over £350,000.00``; ``exactly £100,000.00``."""
        if self.at_least is not None and self.at_least == self.up_to:
            return f"exactly {exact_pounds(self.at_least)}"
        said = (
            ("over", self.over),
            ("at or above", self.at_least),
            ("below", self.below),
            ("not over", self.up_to),
        )
        return " and ".join(f"{side} {exact_pounds(edge)}" for side, edge in said if edge is not None)

    def meets(self, other: "Band") -> bool:
        """Whether some value lies in both bands, the two being on the same VAT basis."""
        low = max((e for e in (self.lower, other.lower) if e is not None), default=None)
        high = min((e for e in (self.upper, other.upper) if e is not None), default=None)
        if low is None or high is None or low < high:
            return True
        return self.holds(low) and other.holds(low)


class Condition(Part):
    """All that is said must hold; what is not said does not matter; an empty condition always holds.

    ``commenced_from`` and ``commenced_until`` are days, both included. A category made of digits is a CPV code and
    holds for everything below it.
    """

    value: Band | None = None
    """The band of whole-life value."""
    contract_types: tuple[ContractType, ...] = ()
    """What is bought: one of these."""
    routes: tuple[Route, ...] = ()
    """The way to market: one of these."""
    categories: tuple[Category, ...] = ()
    """CPV codes, each with all below it, or words of your own: one of these."""
    commenced_from: date | None = None
    """The first day on which a procurement may commence, itself included."""
    commenced_until: date | None = None
    """The last day on which a procurement may commence, itself included."""
    threshold: AgainstThreshold | None = None
    """How the value lies to the UK threshold of the day. A grant has none: with this key a rule never holds for one."""
    urgent: bool | None = None
    """Only urgent purchases (true), or only those that are not (false)."""

    @model_validator(mode="after")
    def _days_in_order(self) -> "Condition":
        if self.commenced_from and self.commenced_until and self.commenced_until < self.commenced_from:
            raise WrongAt(
                "commenced_until",
                f"ends on {self.commenced_until}, before it begins on {self.commenced_from}",
            )
        return self

    def holds(self, facts: Facts, basis: VatBasis, thresholds: Thresholds) -> bool:
        """Whether it holds for these facts; ``basis`` is the file's reading of its own amounts.

        Raises ThresholdUnknown.
        """
        if not self._sets_hold(facts) or not self._days_hold(facts.day):
            return False
        if self.value and not self.value.holds(facts.value(self.value.vat or basis)):
            return False
        if not self.threshold:
            return True
        line = thresholds.line_for(facts)
        return line is not None and _on_side(facts.value(line.vat), self.threshold, line.amount)

    def would_hold_above(self, facts: Facts) -> bool:
        """Whether it holds for these facts but for their value and their route: what splitting a purchase would avoid."""
        return self._kind_holds(facts) and self._days_hold(facts.day)

    def _sets_hold(self, facts: Facts) -> bool:
        return (
            self._kind_holds(facts)
            and (not self.routes or facts.route in self.routes)
            and (self.urgent is None or self.urgent == facts.urgent)
        )

    def _kind_holds(self, facts: Facts) -> bool:
        return (not self.contract_types or facts.contract_type in self.contract_types) and (
            not self.categories or bool(self._categories_met(facts.categories))
        )

    def _categories_met(self, given: tuple[str, ...]) -> list[str]:
        return [one for one in given if any(covers(category, one) for category in self.categories)]

    def _days_hold(self, day: date) -> bool:
        return (self.commenced_from is None or day >= self.commenced_from) and (
            self.commenced_until is None or day <= self.commenced_until
        )

    def because(self, facts: Facts, basis: VatBasis, thresholds: Thresholds) -> tuple[str, ...]:
        """Why it holds for these facts, a phrase for each part of it; only asked for where it does hold."""
        phrases = []
        if self.value:
            vat = self.value.vat or basis
            phrases.append(f"{exact_pounds(facts.value(vat))} {vat.words} is {self.value.edges}")
        if self.threshold:
            line = thresholds.line_for(facts)
            assert line, "a rule that depends on a threshold holds only where there is one"
            value = f"{exact_pounds(facts.value(line.vat))} {line.vat.words}"
            kind = facts.contract_type.words
            phrases.append(f"{value} is {_SIDES[self.threshold]} the UK threshold for {kind}, {line.words}")
        if self.contract_types:
            phrases.append(f"the contract type is {facts.contract_type.words}")
        if self.routes:
            phrases.append(f"the route to market is {facts.route.words}")
        if self.categories:
            phrases.append(f"the category is {listed(self._categories_met(facts.categories))}")
        if self.commenced_from or self.commenced_until:
            verb = "would commence" if facts.is_provisional else "commenced"
            phrases.append(f"it {verb} on {day_words(facts.day)}, {self._days}")
        if self.urgent is not None:
            phrases.append("it is urgent" if self.urgent else "it is not urgent")
        return tuple(phrases) or ("it applies to every procurement",)

    @property
    def _days(self) -> str:
        first = f"on or after {day_words(self.commenced_from)}" if self.commenced_from else ""
        last = f"on or before {day_words(self.commenced_until)}" if self.commenced_until else ""
        return " and ".join(p for p in (first, last) if p)

    @property
    def has_upper_edge(self) -> bool:
        """Whether a higher value can end the rule: the rule itself says so, by its band or by the threshold."""
        below = (AgainstThreshold.BELOW, AgainstThreshold.NOT_OVER)
        return bool(self.value and self.value.upper is not None) or self.threshold in below

    def may_hold_with(self, other: "Condition", basis: VatBasis) -> bool:
        """Whether some procurement could meet both conditions; where it cannot be told, yes."""
        return (
            self._bands_meet(other, basis)
            and _meet(self.contract_types, other.contract_types)
            and _meet(self.routes, other.routes)
            and (
                self.commenced_until is None
                or other.commenced_from is None
                or self.commenced_until >= other.commenced_from
            )
            and (
                other.commenced_until is None
                or self.commenced_from is None
                or other.commenced_until >= self.commenced_from
            )
            and {self.threshold, other.threshold} not in _APART
            and (self.urgent is None or other.urgent is None or self.urgent == other.urgent)
        )

    def _bands_meet(self, other: "Condition", basis: VatBasis) -> bool:
        mine, theirs = self.value, other.value
        if not mine or not theirs or (mine.vat or basis) is not (theirs.vat or basis):
            return True
        return mine.meets(theirs)


def _meet(one: tuple[Worded, ...], other: tuple[Worded, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _on_side(value: Decimal, side: AgainstThreshold, line: Decimal) -> bool:
    """Whether ``value`` lies on ``side`` of ``line``; both count VAT alike."""
    return {
        AgainstThreshold.AT_OR_ABOVE: value >= line,
        AgainstThreshold.OVER: value > line,
        AgainstThreshold.BELOW: value < line,
        AgainstThreshold.NOT_OVER: value <= line,
    }[side]
