"""Decides many procurements by one council's rules, each in a few microseconds: what was worked out once is kept.

Facts matter to rules only by where they lie: between which days and amounts that some rule names, on which side of the
UK threshold, of which type, route and category. All facts that lie alike are one *case*; in one case the same rules hold,
and rules that hold together always require the same. So a case is worked out once, by the plain engine, and kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from councils.policies.domain.cpv import covers
from councils.policies.domain.deciding import Ruling, holding_rules, rulings_of
from councils.policies.domain.facts import Facts
from councils.policies.domain.requirements import Requirement
from councils.policies.domain.rules import RuleSet
from councils.policies.domain.thresholds import ThresholdLine, Thresholds, ThresholdUnknown
from councils.policies.domain.words import Authority, ContractType, VatBasis

MOST_CASES = 100_000  # kept at once; more than any policy has, and a bound on memory all the same
UNKNOWN = "unknown"

Edges = list[Decimal] | list[date]
Case = tuple[object, ...]


@dataclass(frozen=True)
class Decision:
    """What is required of one procurement. ``rulings`` hold all but the phrases that say why, which depend on its facts."""

    facts: Facts
    rulings: tuple[Ruling, ...]
    thresholds: Thresholds

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement with its reasons, as ``requirements_for`` gives them."""
        return tuple(ruling.because_of(self.facts, self.thresholds) for ruling in self.rulings)


class Decider:
    """One council's rules and the law, ready for many decisions; it remembers, and answers as if it did not."""

    def __init__(self, framework: RuleSet, national: RuleSet, thresholds: Thresholds):
        self._sources = (framework, national)
        self._thresholds = thresholds
        ruled = [(source, rule.when) for source in self._sources for rule in source.rules]
        self._days = _sorted(day for _, when in ruled for day in (when.commenced_from, when.commenced_until))
        self._amounts = {
            basis: _sorted(
                edge
                for source, when in ruled
                if when.value and (when.value.vat or source.value_basis.vat) is basis
                for edge in (when.value.lower, when.value.upper)
            )
            for basis in VatBasis
        }
        self._periods = _sorted(day for period in thresholds.periods for day in (period.begins, period.ends))
        self._categories = sorted({category for _, when in ruled for category in when.categories})
        self._met = lru_cache(maxsize=MOST_CASES)(self._categories_met)
        self._lines: dict[tuple[ContractType, Authority, int], ThresholdLine | str | None] = {}
        self._cases: dict[Case, tuple[Ruling, ...]] = {}
        self._by_rules: dict[tuple[tuple[str, ...], ...], tuple[Ruling, ...]] = {}

    def decide(self, facts: Facts) -> Decision:
        """What is required of a procurement with these facts; raises ThresholdUnknown as the plain way does."""
        case = self._case(facts)
        rulings = self._cases.get(case)
        if rulings is None:
            rulings = self._worked_out(facts)
            if len(self._cases) >= MOST_CASES:
                self._cases.clear()
                self._by_rules.clear()
            self._cases[case] = rulings
        return Decision(facts, rulings, self._thresholds)

    def _case(self, facts: Facts) -> Case:
        exclusive, inclusive = facts.value_ex_vat, facts.value_inc_vat
        return (
            facts.contract_type,
            facts.route,
            facts.urgent,
            _place(facts.day, self._days),
            _place(exclusive, self._amounts[VatBasis.EXCLUSIVE]),
            _place(inclusive, self._amounts[VatBasis.INCLUSIVE]),
            self._side(facts),
            self._met(facts.categories),
        )

    def _side(self, facts: Facts) -> int | str | None:
        """Below the UK threshold of the day (-1), on it (0) or over it (1); None without one, or that it is unknown."""
        key = (facts.contract_type, facts.authority, _place(facts.day, self._periods))
        if key not in self._lines:
            self._lines[key] = self._line(facts)
        line = self._lines[key]
        if not isinstance(line, ThresholdLine):
            return line
        value = facts.value(line.vat)
        return (value > line.amount) - (value < line.amount)

    def _line(self, facts: Facts) -> ThresholdLine | str | None:
        try:
            return self._thresholds.line_for(facts)
        except ThresholdUnknown:
            return UNKNOWN

    def _categories_met(self, given: tuple[str, ...]) -> tuple[bool, ...]:
        return tuple(any(covers(category, one) for one in given) for category in self._categories)

    def _worked_out(self, facts: Facts) -> tuple[Ruling, ...]:
        held = [(source, holding_rules(facts, source, self._thresholds)) for source in self._sources]
        keys = tuple(tuple(rule.key for rule in rules) for _, rules in held)
        if keys not in self._by_rules:
            self._by_rules[keys] = rulings_of(held)
        return self._by_rules[keys]


def _sorted(edges: Iterable) -> list:
    return sorted({edge for edge in edges if edge is not None})


def _place(where: Decimal | date, edges: Edges) -> int:
    """A number of its own for each edge and for each space between two: 0 below the first, 1 on it, 2 above it, ..."""
    return bisect_left(edges, where) + bisect_right(edges, where)
