"""Finds the same need bought again and again, each time just below a line of the policy.

A look at figures and no verdict: there are good reasons for two small purchases. What counts as “just below”, as “the same
need” and as “again” stands in the national file, or in the council's own, where somebody chose it and says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import Field

from councils.policies.domain.conditions import AgainstThreshold
from councils.policies.domain.cpv import digits
from councils.policies.domain.facts import Facts, day_words, exact_pounds
from councils.policies.domain.rules import Rule, RuleSet
from councils.policies.domain.shape import Part, Percent, Text, number_words, percent_words
from councils.policies.domain.thresholds import Thresholds, ThresholdUnknown
from councils.policies.domain.words import Authority, ContractType, Route, VatBasis, listed

LINES = (AgainstThreshold.AT_OR_ABOVE, AgainstThreshold.OVER)


class RepeatedPurchases(Part):
    """What is looked for: ``at_least`` purchases, the last fewer than ``within_days`` days after the first, of one type
    and with the same first ``same_digits`` of their CPV code, each ``within_percent`` or less below one line.
    """

    within_percent: Percent = Field(gt=0)
    """How many percent below a line is “just below”."""
    within_days: int = Field(ge=1, le=3660)
    """Within how many days purchases belong together."""
    at_least: int = Field(ge=2, le=100)
    """How many purchases are a repeat."""
    same_digits: int = Field(ge=2, le=8)
    """How many first digits of the CPV code make the same need."""
    why: Text
    """Who chose these figures, and why."""


@dataclass(frozen=True)
class Purchase:
    """One purchase of a service area. ``value_ex_vat`` is its whole-life value in pounds; ``vat_rate`` None is exempt."""

    reference: str
    contract_type: ContractType
    category: str
    value_ex_vat: Decimal
    vat_rate: Decimal | None
    day: date

    def facts(self, authority: Authority) -> Facts:
        """The purchase as rules judge it; its route is what splitting changes, and is not looked at."""
        return Facts(
            contract_type=self.contract_type,
            route=Route.TENDER,
            value_ex_vat=self.value_ex_vat,
            vat_rate=self.vat_rate,
            judged_on=self.day,
            commenced_on=self.day,
            categories=(self.category,),
            authority=authority,
        )


@dataclass(frozen=True, order=True)
class PolicyLine:
    """An amount at which a rule begins. ``belongs`` tells whether the amount itself is above the line."""

    amount: Decimal
    vat: VatBasis
    belongs: bool

    def has_just_below(self, value: Decimal, percent: Decimal) -> bool:
        """Whether ``value`` is below the line, by no more than ``percent`` of it."""
        is_below = value < self.amount if self.belongs else value <= self.amount
        return is_below and value >= self.amount * (100 - percent) / 100


@dataclass(frozen=True)
class Repeat:
    """Purchases of one need, by day, each just below ``line``; ``rules`` begin there."""

    line: PolicyLine
    rules: tuple[str, ...]
    contract_type: ContractType
    need: str
    purchases: tuple[Purchase, ...]
    total: Decimal
    reading: RepeatedPurchases

    @property
    def words(self) -> str:
        """What was found, and by which choice."""
        return f"{self.found} {self.chosen}"

    @property
    def found(self) -> str:
        """Which purchases, of how much, below which line."""
        first, last = self.purchases[0].day, self.purchases[-1].day
        amounts = listed([exact_pounds(_value(one, self.line.vat)) for one in self.purchases])
        count = number_words(len(self.purchases)).capitalize()
        return (
            f"{count} purchases of the same need ({self.need}) between {day_words(first)} and {day_words(last)}, of "
            f"{amounts} {self.line.vat.words}: each is no more than {self._percent} below "
            f"{exact_pounds(self.line.amount)}, and together they are {exact_pounds(self.total)}."
        )

    @property
    def chosen(self) -> str:
        """That somebody chose what “just below” is, and why."""
        return f"That {self._percent} is “just below” was chosen: {self.reading.why}"

    @property
    def _percent(self) -> str:
        return percent_words(self.reading.within_percent)


def repeats_in(
    purchases: Iterable[Purchase],
    sources: Iterable[RuleSet],
    thresholds: Thresholds,
    reading: RepeatedPurchases,
    authority: Authority = Authority.SUB_CENTRAL,
) -> tuple[Repeat, ...]:
    """Every set of ``purchases`` of one service area that is repeated just below a line of ``sources``.

    A purchase on a day that the table of thresholds does not reach is compared with the policy's own amounts only.
    """
    rules = [(rule, source.value_basis.vat) for source in sources for rule in source.rules]
    near: dict[tuple[PolicyLine, ContractType, str], list[Purchase]] = defaultdict(list)
    begins: dict[tuple[PolicyLine, ContractType, str], set[str]] = defaultdict(set)
    for purchase in sorted(purchases, key=lambda one: (one.day, one.reference)):
        for line, key in _lines_above(purchase, rules, thresholds, reading, authority):
            group = (line, purchase.contract_type, need_of(purchase.category, reading))
            begins[group].add(key)
            if near[group][-1:] != [purchase]:  # two rules may begin at one line
                near[group].append(purchase)
    return tuple(
        Repeat(
            line=line,
            rules=tuple(sorted(begins[line, kind, need])),
            contract_type=kind,
            need=need,
            purchases=window,
            total=sum((_value(one, line.vat) for one in window), Decimal(0)),
            reading=reading,
        )
        for line, kind, need in sorted(near)
        for window in _windows(near[line, kind, need], reading)
    )


def need_of(category: str, reading: RepeatedPurchases) -> str:
    """What purchases of one need share: the first digits of the CPV code, or the council's own category."""
    return digits(category)[: reading.same_digits] or category


def _lines_above(
    purchase: Purchase,
    rules: list[tuple[Rule, VatBasis]],
    thresholds: Thresholds,
    reading: RepeatedPurchases,
    authority: Authority,
) -> list[tuple[PolicyLine, str]]:
    """The lines that the purchase is just below, each with a rule that begins there."""
    facts = purchase.facts(authority)
    found = []
    for rule, basis in rules:
        if not rule.when.would_hold_above(facts):
            continue
        for line in _lines_of(rule, basis, facts, thresholds):
            if line.has_just_below(facts.value(line.vat), reading.within_percent):
                found.append((line, rule.key))
    return found


def _lines_of(rule: Rule, basis: VatBasis, facts: Facts, thresholds: Thresholds) -> list[PolicyLine]:
    lines = []
    band = rule.when.value
    if band and band.lower is not None:
        lines.append(PolicyLine(band.lower, band.vat or basis, band.at_least is not None))
    if rule.when.threshold in LINES:
        try:
            line = thresholds.line_for(facts)
        except ThresholdUnknown:
            line = None
        if line:
            belongs = rule.when.threshold is AgainstThreshold.AT_OR_ABOVE
            lines.append(PolicyLine(line.amount, line.vat, belongs))
    return lines


def _windows(purchases: list[Purchase], reading: RepeatedPurchases) -> list[tuple[Purchase, ...]]:
    """The longest runs, in order of days, that fit into the span of days; none that lies inside another."""
    found: list[tuple[Purchase, ...]] = []
    reached = 0
    for start, first in enumerate(purchases):
        end = start
        while end < len(purchases) and (purchases[end].day - first.day).days < reading.within_days:
            end += 1
        if end > reached and end - start >= reading.at_least:
            found.append(tuple(purchases[start:end]))
        reached = max(reached, end)
    return found


def _value(purchase: Purchase, vat: VatBasis) -> Decimal:
    return purchase.facts(Authority.SUB_CENTRAL).value(vat)
