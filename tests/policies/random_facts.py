"""Procurements drawn at random, many of them on an edge of the policies or a penny or a day beside it."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from councils.policies.domain.facts import Facts
from councils.policies.domain.rules import RuleSet
from councils.policies.domain.words import Authority, ContractType, Route
from tests.policies.builders import national

RATES = (Decimal("0.20"), Decimal("0.05"), Decimal(0), None)
CATEGORIES = ((), (), ("77310000",), ("85311000-2", "parks"), ("80100000",), ("emergency-housing",))


def random_facts(chance: random.Random, *sources: RuleSet) -> Iterator[Facts]:
    """One after another, without end; every third value and day lies on an edge of ``sources`` or just beside it."""
    amounts, days = _edges(*sources)
    while True:
        commenced = _day(chance, days)
        yield Facts(
            contract_type=chance.choice(list(ContractType)),
            route=chance.choice(list(Route)),
            value_ex_vat=_amount(chance, amounts),
            vat_rate=chance.choice(RATES),
            judged_on=_day(chance, days),
            commenced_on=chance.choice([commenced, commenced, None]),
            categories=chance.choice(CATEGORIES),
            authority=chance.choice([*Authority, Authority.SUB_CENTRAL, Authority.SUB_CENTRAL]),
            urgent=chance.random() < 0.2,
        )


def _edges(*sources: RuleSet) -> tuple[list[Decimal], list[date]]:
    conditions = [rule.when for source in sources for rule in source.rules]
    amounts = {
        edge for when in conditions if when.value for edge in (when.value.lower, when.value.upper) if edge
    }
    days = {day for when in conditions for day in (when.commenced_from, when.commenced_until) if day}
    for period in national().thresholds:
        days |= {period.begins, period.ends}
        amounts |= {amount for kinds in period.amounts.values() for amount in kinds.values()}
    return sorted(amounts), sorted(days)


def _amount(chance: random.Random, edges: list[Decimal]) -> Decimal:
    if chance.random() < 0.5:
        return Decimal(chance.randrange(10 ** chance.randint(3, 9))) / 100
    edge = chance.choice(edges) / chance.choice([Decimal(1), Decimal("1.2"), Decimal("1.05")])
    return max(Decimal(0), edge.quantize(Decimal("0.01")) + Decimal(chance.randint(-1, 1)) / 100)


def _day(chance: random.Random, edges: list[date]) -> date:
    if chance.random() < 0.5:
        return date(2019, 6, 1) + timedelta(days=chance.randrange(3400))
    return chance.choice(edges) + timedelta(days=chance.randint(-1, 1))
