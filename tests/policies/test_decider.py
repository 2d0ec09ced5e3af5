"""The fast way decides as the plain way does, for facts that nobody chose, and forgets nothing that matters."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import ClassVar

import pytest

from councils.policies.domain import decider
from councils.policies.domain.conditions import AgainstThreshold, Band, Condition
from councils.policies.domain.decider import Decider
from councils.policies.domain.deciding import holding_rules, requirements_for
from councils.policies.domain.effects.asking import Obligation
from councils.policies.domain.facts import Facts
from councils.policies.domain.thresholds import ThresholdLine, Thresholds, ThresholdUnknown
from councils.policies.domain.words import Authority, ContractType, Level, VatBasis
from tests.policies.builders import FILES, facts, framework, national, rule, rule_set
from tests.policies.random_facts import random_facts

LAW = national().rule_set()
TABLE = national().threshold_table()


def either(decide) -> object:
    """What was decided, or the words in which it could not be."""
    try:
        return decide()
    except ThresholdUnknown as unknown:
        return str(unknown)


@pytest.mark.parametrize("council", FILES)
def test_the_fast_way_decides_as_the_plain_way(council):
    """One decider for all the facts, so that what it kept of some could mislead it for others."""
    rules = framework(council).rule_set()
    fast = Decider(rules, LAW, TABLE)
    for of in islice(random_facts(random.Random(council), rules, LAW), 2000):
        plain = either(lambda of=of: requirements_for(of, rules, LAW, TABLE))
        assert either(lambda of=of: fast.decide(of).requirements) == plain, of


HOLDS = Obligation(level=Level.REQUIRED)


@pytest.mark.parametrize("vat", VatBasis)
@pytest.mark.parametrize("edges", [{"over": 10}, {"at_least": 10}, {"below": 10}, {"up_to": 10}], ids=str)
def test_every_edge_of_an_amount_is_a_case_of_its_own(edges, vat):
    """On the edge and a penny to each side, on the file's own basis and on the band's; one decider is asked all three."""
    band = Band(**{side: Decimal(edge) for side, edge in edges.items()}, vat=vat)
    rules = rule_set(rule("a", HOLDS, Condition(value=band)))
    fast = Decider(rules, rule_set(council=""), TABLE)
    for amount in ("10.00", "9.99", "10.01"):
        of = facts(amount, vat_rate="0")
        assert bool(fast.decide(of).requirements) == band.holds(Decimal(amount))


def test_amounts_with_and_without_vat_are_not_mixed_up():
    """£100 with 20% VAT is £120: over £110 with VAT, and not without."""
    for vat, held in ((VatBasis.EXCLUSIVE, False), (VatBasis.INCLUSIVE, True)):
        rules = rule_set(rule("a", HOLDS, Condition(value=Band(over=Decimal(110)))), vat=vat)
        fast = Decider(rules, rule_set(council=""), TABLE)
        assert not fast.decide(facts("100", vat_rate="0")).requirements
        assert bool(fast.decide(facts("100", vat_rate="0.20")).requirements) is held


@pytest.mark.parametrize(("vat", "cases"), [(None, 1), (VatBasis.EXCLUSIVE, 1), (VatBasis.INCLUSIVE, 2)])
def test_an_amount_makes_cases_only_on_its_own_basis(vat, cases):
    """£80 and £90 with 20% VAT are £96 and £108: both below £100 without VAT, and on either side of £100 with it."""
    rules = rule_set(rule("a", HOLDS, Condition(value=Band(over=Decimal(100), vat=vat))))
    fast = Decider(rules, rule_set(council=""), TABLE)
    held = [bool(fast.decide(facts(amount)).requirements) for amount in ("80", "90")]
    assert held == [False, cases == 2]
    assert len(fast._cases) == cases


@pytest.mark.parametrize(
    "when", [Condition(commenced_from=date(2026, 4, 1)), Condition(commenced_until=date(2026, 4, 1))]
)
def test_every_day_that_a_rule_names_is_a_case_of_its_own(when):
    fast = Decider(rule_set(rule("a", HOLDS, when)), rule_set(council=""), TABLE)
    for days in (0, -1, 1):
        day = date(2026, 4, 1) + timedelta(days=days)
        held = day >= when.commenced_from if when.commenced_from else day <= when.commenced_until
        assert bool(fast.decide(facts(commenced_on=day.isoformat())).requirements) is held


@pytest.mark.parametrize("side", AgainstThreshold)
def test_every_side_of_the_threshold_is_a_case_of_its_own(side):
    """By day, type and authority: for councils the line moves from £214,904 to £207,720 when 2026 begins."""
    rules = rule_set(rule("a", HOLDS, Condition(threshold=side)))
    fast = Decider(rules, rule_set(council=""), TABLE)
    for day in ("2025-12-31", "2026-01-01"):
        for kind in ("services", "light_touch", "grant"):
            for authority in Authority:
                for amount in ("207720", "207719.99", "207720.01", "214904", "663540", "884720", "500"):
                    of = facts(amount, kind, vat_rate=None, commenced_on=day, authority=authority)
                    plain = requirements_for(of, rules, rule_set(council=""), TABLE)
                    assert fast.decide(of).requirements == plain


def test_a_day_that_the_table_does_not_reach_is_told_each_time():
    fast = Decider(
        rule_set(rule("a", HOLDS, Condition(threshold=AgainstThreshold.OVER))), rule_set(council=""), TABLE
    )
    for day, words in (
        ("2028-01-01", "1 January 2028"),
        ("2028-01-02", "2 January 2028"),
        ("2019-12-31", "31 December 2019"),
    ):
        with pytest.raises(ThresholdUnknown, match=words):
            fast.decide(facts(commenced_on=day))
    assert fast.decide(facts(contract_type="grant", commenced_on="2028-01-01")).requirements == ()


def test_the_reasons_are_those_of_its_own_facts():
    """Two procurements of one case: the same rules, each with its own amount."""
    fast = Decider(framework("rotherham").rule_set(), LAW, TABLE)
    one, other = fast.decide(facts("120000")), fast.decide(facts("130000.50"))
    assert one.rulings is other.rulings
    said = [{r.slot: r for r in decision.requirements}["weighting"].triggered_by for decision in (one, other)]
    assert "£120,000.00 excluding VAT is over £100,000.00" in said[0]
    assert "£130,000.50 excluding VAT is over £100,000.00" in said[1]


def test_cases_for_which_the_same_rules_hold_share_one_answer():
    """Whatever is bought, and however: just the one rule holds, and what it requires is worked out once."""
    fast = Decider(rule_set(rule("a", HOLDS)), rule_set(council=""), TABLE)
    first = fast.decide(facts("120000"))
    for of in (facts("120000", "goods"), facts("9000000"), facts("120000", route="call_off")):
        assert fast.decide(of).rulings is first.rulings


def test_a_case_is_worked_out_once(monkeypatch):
    """The rules of the policy and those of the law, for two procurements that lie alike."""
    worked_out = []

    def counted(*given):
        worked_out.append(given)
        return holding_rules(*given)

    monkeypatch.setattr(decider, "holding_rules", counted)
    fast = Decider(framework("rotherham").rule_set(), LAW, TABLE)
    for amount in ("120000", "130000", "120000"):
        fast.decide(facts(amount))
    assert len(worked_out) == 2


class Asked(Thresholds):
    """A table that keeps for whom it was asked."""

    asked: ClassVar[list[Facts]] = []

    def line_for(self, facts: Facts) -> ThresholdLine | None:
        self.asked.append(facts)
        return super().line_for(facts)


def test_the_table_is_asked_once_for_each_type_authority_and_period():
    Asked.asked.clear()
    fast = Decider(rule_set(rule("a", HOLDS)), rule_set(council=""), Asked(TABLE.periods))
    once = [
        facts("1"),
        facts("1", "works"),
        facts("1", commenced_on="2025-12-31"),
        facts("1", authority=Authority.CENTRAL),
    ]
    again = [facts("9000000"), facts("2", route="quotation"), facts("1", commenced_on="2026-01-02")]
    for of in (*once, *again, *once):
        fast.decide(of)
    assert Asked.asked == once


def test_what_is_kept_has_a_bound(monkeypatch):
    """And what was forgotten is worked out again."""
    monkeypatch.setattr(decider, "MOST_CASES", 3)
    rules = framework("rotherham").rule_set()
    fast = Decider(rules, LAW, TABLE)
    for of in islice(random_facts(random.Random(1), rules), 60):
        if of.day.year in (2025, 2026):
            assert fast.decide(of).requirements == requirements_for(of, rules, LAW, TABLE)
        assert len(fast._cases) <= 3
        assert len(fast._by_rules) <= 4


def test_deciding_changes_nothing():
    """Asked twice, in another order, by another decider: the same."""
    rules = framework("saltwick").rule_set()
    drawn = [of for of in islice(random_facts(random.Random(2), rules), 80) if 2020 <= of.day.year <= 2027]
    one, other = Decider(rules, LAW, TABLE), Decider(rules, LAW, TABLE)
    assert [one.decide(of) for of in drawn] == [other.decide(of) for of in reversed(drawn)][::-1]
    assert [one.decide(of) for of in drawn] == [one.decide(of) for of in drawn]


@pytest.mark.parametrize(
    "changed",
    [
        {"contract_type": ContractType.WORKS},
        {"urgent": True},
        {"categories": ("85000000",)},
        {"authority": Authority.CENTRAL},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_each_fact_matters(changed):
    """A rule that asks for just this fact is found after a procurement without it was decided, and not before."""
    when = {
        "contract_type": Condition(contract_types=(ContractType.WORKS,)),
        "urgent": Condition(urgent=True),
        "categories": Condition(categories=("85000000",)),
        "authority": Condition(threshold=AgainstThreshold.OVER),
    }[next(iter(changed))]
    fast = Decider(rule_set(rule("a", HOLDS, when)), rule_set(council=""), TABLE)
    without = facts("120000")
    assert fast.decide(without).requirements == ()
    assert fast.decide(replace(without, **changed)).requirements != ()
    assert fast.decide(without).requirements == ()


def test_few_decisions_are_worked_out():
    """5,000 procurements that differ in everything are a few hundred cases, and fewer sets of rules."""
    rules = framework("rotherham").rule_set()
    fast = Decider(rules, LAW, TABLE)
    drawn = (of for of in random_facts(random.Random(3), rules, LAW) if 2020 <= of.day.year <= 2027)
    for of in islice((of for of in drawn if of.authority is not Authority.UTILITIES), 5000):
        fast.decide(of)
    assert len(fast._cases) < 1500
    assert len(fast._by_rules) < 120
