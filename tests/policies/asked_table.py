"""What each rule of a file asks, and of which procurements, as the engine decides it: a table for people to check.

``tests/policies/asked/<council>.txt`` holds the table that was checked against the policy. A file that is changed by a
penny, an edge, a clause or a rule has another table, and the test says so. To write the tables again after a change that
is meant: ``.venv/bin/python -m tests.policies.asked_table``, all or by name, and read what changed before you keep it.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

from councils.policies.domain.decider import Decider
from councils.policies.domain.facts import Facts, day_words, exact_pounds
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.national import NationalFile
from councils.policies.domain.requirements import SaidBy
from councils.policies.domain.rules import PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import Names
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.domain.words import ContractType, Reading, Route, VatBasis
from tests.policies.builders import FILES, framework, national

TABLES = Path(__file__).parent / "asked"
PENNY, DAY = Decimal("0.01"), timedelta(days=1)
TODAY = date(2026, 11, 2)
FIRST, LAST = date(2020, 1, 1), date(2027, 12, 31)  # as far as the UK thresholds reach
SMALL, LARGE = Decimal("1.00"), Decimal("99999999.00")
TYPES = (ContractType.SERVICES, *(kind for kind in ContractType if kind is not ContractType.SERVICES))
CODES = ("77310000", "85311000", "80100000")
NOTHING = RuleSet(
    PolicyIdentity("none", "", "", None),
    (),
    {},
    Names(),
    ValueBasis(vat=VatBasis.EXCLUSIVE, reading=Reading.QUOTED),
)
HOME = Facts(ContractType.SERVICES, Route.TENDER, SMALL, None, TODAY, TODAY)


@dataclass
class Probe:
    """One file, ready to be asked about many procurements."""

    rules: RuleSet
    law: NationalFile

    def __post_init__(self) -> None:
        table = self.law.threshold_table()
        is_law = not self.rules.identity.council
        self.table = table
        self.decide = Decider(
            NOTHING if is_law else self.rules, self.rules if is_law else self.law.rule_set(), table
        ).decide
        conditions = [rule.when for rule in self.rules.rules]
        bands = [when.value for when in conditions if when.value]
        edges = {edge for band in bands for edge in (band.lower, band.upper) if edge is not None}
        if any(when.threshold for when in conditions):
            edges |= {
                amount
                for period in table.periods
                for kinds in period.amounts.values()
                for amount in kinds.values()
            }
        beside = {edge + step for edge in edges for step in (-PENNY, 0, PENNY) if edge + step >= 0}
        self.values = sorted(beside | {SMALL, LARGE})
        named = {day for when in conditions for day in (when.commenced_from, when.commenced_until) if day}
        near = {day + step for day in named for step in (-DAY, timedelta(), DAY)}
        self.days = sorted({day for day in near if FIRST <= day <= LAST} | {FIRST, TODAY, LAST})
        own = {category for when in conditions for category in when.categories}
        self.categories = [(), *((category,) for category in sorted(own | set(CODES)))]

    def said(self, facts: Facts, rule: Rule) -> SaidBy | None:
        """How the rule stands in the decision about ``facts``; None where it is not cited, or nothing can be decided."""
        try:
            rulings = self.decide(facts).rulings
        except ThresholdUnknown:
            return None
        council = self.rules.identity.council
        found = (said for ruling in rulings for said in ruling.pattern.said_by)
        return next(
            (said for said in found if said.rule == rule.key and said.policy.council == council), None
        )

    def home_of(self, rule: Rule) -> Facts | None:
        """The plainest procurement that the rule asks something of."""
        days = [TODAY, *(day for day in self.days if day != TODAY)]
        values = [LARGE, SMALL, *self.values]
        for day, kind, route, urgent, given, value in product(
            days, TYPES, Route, (False, True), self.categories, values
        ):
            facts = replace(
                HOME,
                contract_type=kind,
                route=route,
                value_ex_vat=value,
                urgent=urgent,
                categories=given,
                commenced_on=day,
            )
            if rule.when.holds(facts, self.rules.value_basis.vat, self.table) and self.said(facts, rule):
                return facts
        return None


def table_of(file: FrameworkFile | NationalFile, law: NationalFile | None = None) -> str:
    """The whole table of a file: its lines of the law, if it has any, and each rule."""
    probe = Probe(file.rule_set(), law or (file if isinstance(file, NationalFile) else national()))
    parts = ["\n".join(_of_rule(probe, rule)) for rule in probe.rules.rules]
    if isinstance(file, NationalFile):
        parts.insert(0, "\n".join(_of_thresholds(file)))
    return "\n\n".join(parts) + "\n"


def _of_rule(probe: Probe, rule: Rule) -> Iterable[str]:
    home = probe.home_of(rule)
    if home is None:
        return [f"{rule.key}: asks nothing of anybody"]

    def holds(**changed) -> bool:
        return probe.said(replace(home, **changed), rule) is not None

    said = probe.said(home, rule)
    clauses = "; ".join(clause.words for clause in said.clauses)
    lines = [
        rule.key,
        f"  asks: {said.sentence}",
        f"  read: {rule.force.value}, {said.reading.value}; {clauses}",
        f"  for: {home.contract_type.words} by {home.route.words}, {day_words(home.day)}",
        f"  value: {_runs(probe.values, lambda value: holds(value_ex_vat=value), exact_pounds)}",
        f"  types: {_some(ContractType, lambda kind: holds(contract_type=kind))}",
        f"  routes: {_some(Route, lambda route: holds(route=route))}",
        f"  urgent: {_some((True, False), lambda urgent: holds(urgent=urgent), lambda urgent: 'yes' if urgent else 'no')}",
        f"  commenced: {_runs(probe.days, lambda day: holds(commenced_on=day), day_words)}",
        f"  categories: {_some(probe.categories, lambda given: holds(categories=given), lambda given: ''.join(given) or 'none')}",
    ]
    if rule.when.value:
        lines.insert(5, f"  with VAT at 20%: {_with_vat(probe, rule, holds)}")
    aside = _set_aside(probe, home, rule)
    return [*lines, f"  sets aside: {', '.join(aside)}"] if aside else lines


def _with_vat(probe: Probe, rule: Rule, holds: Callable[..., bool]) -> str:
    """Runs over values that come to an edge with VAT; what counts VAT begins earlier, and what does not as before."""
    rate = Decimal("0.20")
    band = rule.when.value
    edges = [edge for edge in (band.lower, band.upper) if edge]
    near = {(edge / (1 + rate)).quantize(PENNY) + step for edge in edges for step in (-PENNY, 0, PENNY)}
    values = sorted(near | {SMALL, LARGE} | {edge + step for edge in edges for step in (-PENNY, 0, PENNY)})
    return _runs(values, lambda value: holds(value_ex_vat=value, vat_rate=rate), exact_pounds)


def _set_aside(probe: Probe, home: Facts, rule: Rule) -> list[str]:
    """The rules that this one sets aside, wherever that is seen: in what is told of a thing, or in that nothing is told."""
    found = set()
    for route, value in product(Route, probe.values):
        facts = replace(home, route=route, value_ex_vat=value)
        if not probe.said(facts, rule):
            continue
        for other in probe.rules.rules:
            if other.when.holds(facts, probe.rules.value_basis.vat, probe.table):
                told = probe.said(facts, other)
                if told is None or told.set_aside_by == rule.key:
                    found.add(other.key)
    return sorted(found)


def _runs(points: list, holds: Callable[..., bool], words: Callable[..., str]) -> str:
    """``£100,000.01 to £250,000.00``: the points for which it holds, neighbours together."""
    runs: list[list] = []
    previous = None
    for at, point in enumerate(points):
        if holds(point):
            if previous != at - 1:
                runs.append([point, point])
            runs[-1][1] = point
            previous = at
    if runs == [[points[0], points[-1]]]:
        return "any"
    return (
        "; ".join(f"{_end(first, points, words)} to {_end(last, points, words)}" for first, last in runs)
        or "none"
    )


def _end(point, points: list, words: Callable[..., str]) -> str:
    return "..." if point in (points[0], points[-1]) else words(point)


def _some(members: Iterable, holds: Callable[..., bool], words: Callable[..., str] = str) -> str:
    everything = list(members)
    held = [member for member in everything if holds(member)]
    return "any" if len(held) == len(everything) else ", ".join(words(member) for member in held) or "none"


def _of_thresholds(file: NationalFile) -> Iterable[str]:
    yield "UK thresholds"
    for period in file.thresholds:
        yield f"  {day_words(period.begins)} to {day_words(period.ends)}, {period.vat.words}"
        for authority, kinds in period.amounts.items():
            amounts = ", ".join(f"{kind.value} {exact_pounds(amount)}" for kind, amount in kinds.items())
            yield f"    {authority.value}: {amounts}"


def main() -> None:
    """Write the tables that are named, or every one."""
    TABLES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or ["national", *FILES]:
        file = national() if name == "national" else framework(name)
        (TABLES / f"{name}.txt").write_text(table_of(file), encoding="utf-8")
        sys.stdout.write(f"asked/{name}.txt\n")


if __name__ == "__main__":
    main()
