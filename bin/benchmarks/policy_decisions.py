"""100,000 decisions by one council's rules and the law, beside three of their answers written by hand."""

import random
from collections import Counter
from decimal import Decimal
from itertools import islice

from councils.policies.domain.decider import Decider, Decision
from councils.policies.domain.facts import Facts
from councils.policies.domain.words import ContractType, Level, Route
from tests.policies.builders import framework, national
from tests.policies.random_facts import random_facts

DECISIONS = 100_000
COUNCIL = "rotherham"
RULES = framework(COUNCIL).rule_set()
LAW = national().rule_set()
TABLE = national().threshold_table()
REACHED = range(TABLE.periods[0].begins.year, TABLE.periods[-1].ends.year + 1)


def _drawn() -> list[Facts]:
    """Values, types, routes, days, rates, categories and authorities all differ; days that the table does not reach are left."""
    drawn = random_facts(random.Random(1), RULES, LAW)
    return list(
        islice((of for of in drawn if of.day.year in REACHED and of.authority != "utilities"), DECISIONS)
    )


FACTS = _drawn()
LINE = next(rule.when.value.over for rule in RULES.rules if rule.key == "weight")
SCORED = {Route.TENDER, Route.QUOTATION, Route.CALL_OFF}
BOUGHT = SCORED | {Route.DIRECT_AWARD}
BY_THE_ACT = {Route.TENDER, Route.QUOTATION, Route.DIRECT_AWARD}
SERVICES = {ContractType.SERVICES, ContractType.LIGHT_TOUCH}


def _told(decision: Decision) -> tuple[Level, Decimal | None, bool]:
    effects = {ruling.pattern.slot: ruling.pattern.effect for ruling in decision.rulings}
    weight, considered = effects.get("weighting"), effects.get("considerations")
    return effects["obligation"].level, weight and weight.percent, bool(considered and considered.is_duty)


def work() -> Counter:
    """How often each answer is given: level, weight, duty. A new decider each time, so that nothing is known before."""
    decide = Decider(RULES, LAW, TABLE).decide
    return Counter(_told(decide(of)) for of in FACTS)


def floor() -> Counter:
    """The same three answers by plain comparisons, with nothing cited and no reason given."""
    counted: Counter = Counter()
    for of in FACTS:
        over, is_grant = of.value_ex_vat > LINE, of.contract_type is ContractType.GRANT
        level = Level.OPEN
        if of.route in BOUGHT and not is_grant:
            level = Level.REQUIRED if over else Level.ENCOURAGED
        weight = Decimal(20) if over and of.route in SCORED and not is_grant else None
        duty = False
        if of.contract_type in SERVICES and of.route in BY_THE_ACT and not of.urgent:
            line = TABLE.line_for(of)
            duty = of.value(line.vat) >= line.amount
        counted[level, weight, duty] += 1
    return counted
