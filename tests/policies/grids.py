"""A truth table for the rules of a file: for each rule its clauses, its reading, and where it holds, typed by hand.

Every combination of type, route, value, day is put to the policy, and each rule must hold exactly where its case says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from councils.policies.domain.facts import Facts
from councils.policies.domain.requirements import Requirement, SaidBy
from councils.policies.domain.words import ContractType, Route
from tests.policies.builders import facts

ALL_TYPES = "goods services works light_touch concession grant"
CONTRACTS = "goods services works light_touch concession"
ALL_ROUTES = "tender quotation call_off direct_award grant in_house"
BUYING = "tender quotation call_off direct_award"
SCORED = "tender quotation call_off"
# UK thresholds of councils including VAT, from each first day: goods and services, works and concessions, light touch.
LINES = {
    date(2022, 1, 1): (213477, 5336937, 663540),
    date(2024, 1, 1): (214904, 5372609, 663540),
    date(2026, 1, 1): (207720, 5193000, 663540),
}
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Case:
    """Where one rule holds. ``side`` is over, not_over, at_or_above or below the UK threshold; ``least`` (itself in),
    ``above`` (itself out), ``under`` (itself out) and ``up_to`` (itself in) are pounds, including VAT unless ``vat`` is
    exclusive; ``since`` and ``until`` days, both included; ``urgent`` is yes or no where it matters; ``because`` a part of
    what triggered it."""

    clauses: str
    reading: str
    because: str
    types: str = ALL_TYPES
    routes: str = ALL_ROUTES
    side: str = ""
    least: int = 0
    above: int = -1
    under: int = 0
    up_to: int = 0
    vat: str = "inclusive"
    since: str = ""
    until: str = ""
    urgent: str = ""

    def holds(self, of: Facts) -> bool:
        """Whether the rule should hold for a procurement."""
        with_vat = of.value_ex_vat * (1 + (of.vat_rate or 0))
        value = with_vat if self.vat == "inclusive" else of.value_ex_vat
        line = threshold(of)
        sides = {
            "over": line is not None and with_vat > line,
            "not_over": line is not None and with_vat <= line,
            "at_or_above": line is not None and with_vat >= line,
            "below": line is not None and with_vat < line,
            "": True,
        }
        return (
            of.contract_type.value in self.types.split()
            and of.route.value in self.routes.split()
            and sides[self.side]
            and value >= self.least
            and value > self.above
            and (not self.urgent or of.urgent == (self.urgent == "yes"))
            and (not self.under or value < self.under)
            and (not self.up_to or value <= self.up_to)
            and (not self.since or of.day >= date.fromisoformat(self.since))
            and (not self.until or of.day <= date.fromisoformat(self.until))
        )


def threshold(of: Facts) -> Decimal | None:
    """The UK threshold including VAT that a procurement is compared with; None for a grant."""
    if of.contract_type is ContractType.GRANT:
        return None
    goods, works, light = next(amounts for day, amounts in reversed(LINES.items()) if day <= of.day)
    kind = of.contract_type
    return Decimal(
        works
        if kind in (ContractType.WORKS, ContractType.CONCESSION)
        else light
        if kind is ContractType.LIGHT_TOUCH
        else goods
    )


def either_side(line: Decimal | int, vat_rate: str = "0.20") -> Iterator[str]:
    """Values excluding VAT a penny short of a line that counts it, at the line (or the next penny) and a penny past."""
    at = (Decimal(line) / (1 + Decimal(vat_rate))).quantize(PENNY)
    yield from (str(at + step * PENNY) for step in (-1, 0, 1, 2))


def grid(days: Iterable[str], lines: Iterable[int] = (), bare: Iterable[int] = (), **more) -> Iterator[Facts]:
    """Every type and route on each day: a small value, and either side of the threshold, of each of ``lines`` including
    VAT and of each of the ``bare`` ones excluding it."""
    for day in days:
        for kind in ContractType:
            own = threshold(facts(contract_type=kind.value, commenced_on=day))
            values = {"0", "500.00", "10000000.00"}
            for line in (*([own] if own else []), *lines):
                values |= set(either_side(line))
            for line in bare:
                values |= set(either_side(line, "0"))
            for route in Route:
                for value in sorted(values):
                    yield facts(value, kind.value, route.value, commenced_on=day, **more)


def said(asked: dict[str, Requirement], rule: str, council: str) -> SaidBy | None:
    """What the rule of a council's policy says in an answer; None where it does not hold."""
    for requirement in asked.values():
        for one in requirement.said_by:
            if one.rule == rule and one.policy.council == council:
                return one
    return None


def check(cases: dict[str, Case], of: Facts, answer: dict[str, Requirement], council: str) -> None:
    """Every rule holds exactly where its case says, with its clauses, its reading and the fact that triggered it."""
    for rule, case in cases.items():
        found = said(answer, rule, council)
        assert (found is not None) == case.holds(of), (rule, of)
        if found:
            assert sections(found) == case.clauses, rule
            assert found.reading.value == case.reading, rule
            assert case.because in "; ".join(found.triggered_by), (rule, found.triggered_by)


def check_where(cases: dict[str, Case], of: Facts, answer: dict[str, Requirement], council: str) -> None:
    """Every rule holds exactly where its case says."""
    held = {rule for rule in cases if said(answer, rule, council)}
    assert held == {rule for rule, case in cases.items() if case.holds(of)}, of


def where(routes: str = ALL_ROUTES, types: str = ALL_TYPES, **more) -> Case:
    """Where a rule holds whose clauses and reading are tested elsewhere; its amounts leave VAT out."""
    return Case("", "", "", types, routes, vat="exclusive", **more)


def sections(said_by: SaidBy) -> str:
    """The sections that a rule cites, in its order."""
    return "; ".join(clause.section for clause in said_by.clauses)
