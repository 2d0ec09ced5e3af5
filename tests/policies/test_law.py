"""Every rule of the national file on either side of where it holds: by type, route, value, day and urgency."""

from datetime import date

import pytest

from councils.policies.domain.deciding import requirements_for
from tests.policies.builders import facts, national, rule_set
from tests.policies.grids import BUYING, CONTRACTS, Case, check, grid, said

SERVICES = "services light_touch"
OWN = "tender quotation direct_award"
ACT_2023 = {"types": CONTRACTS, "side": "at_or_above", "since": "2025-02-24"}
AT = "at or above the UK threshold for"

CASES = {
    "considerations-duty": Case("s.1", "quoted", AT, SERVICES, OWN, "at_or_above", urgent="no"),
    "considerations-proportionate": Case("s.1(6)", "quoted", AT, SERVICES, OWN, "at_or_above", urgent="no"),
    "considerations-voluntary-below": Case("s.1", "interpreted", "below the UK threshold for", SERVICES, OWN, "below"),
    "considerations-voluntary-not-services": Case("s.1", "interpreted", "the contract type is", "goods works concession", OWN),
    "considerations-voluntary-call-off": Case("s.1(1)(a)", "interpreted", "a framework call-off", CONTRACTS, "call_off"),
    "considerations-voluntary-urgent": Case("s.1(8)", "interpreted", "it is urgent", SERVICES, OWN, "at_or_above", urgent="yes"),
    "objectives": Case("s.12", "quoted", "on or after 24 February 2025", routes=BUYING, **ACT_2023),
    "policy-statement": Case("s.13", "quoted", "on or after 24 February 2025", routes=OWN, **ACT_2023),
    "conflicts-assessment": Case("ss.81-83", "quoted", AT, routes=BUYING, **ACT_2023),
    "award-criteria": Case("s.23", "quoted", "the route to market is a tender", routes="tender", **ACT_2023),
    "most-advantageous": Case("s.19", "quoted", "the route to market is a tender", routes="tender", **ACT_2023),
    "assessment-summaries": Case("s.50", "quoted", "the route to market is a tender", routes="tender", **ACT_2023),
    "key-performance-indicators": Case("s.52", "quoted", "including VAT is over £5,000,000.00", "goods services works", BUYING, above=5_000_000, since="2025-02-24"),
    "performance-published": Case("s.71(2); regulation 39", "quoted", "including VAT is over £5,000,000.00", "goods services works", BUYING, above=5_000_000, since="2025-02-24"),
    "breach-published": Case("s.71(3)-(5); regulation 39", "quoted", AT, routes=BUYING, **ACT_2023),
}  # fmt: skip
# The day before and the day of the 2023 Act, and of each change of the thresholds.
DAYS = ("2022-01-01", "2023-12-31", "2024-01-01", "2025-02-23", "2025-02-24", "2025-12-31", "2026-01-01", "2027-12-31")  # fmt: skip


def law(of):
    """What the law alone requires, by slot."""
    source = national()
    found = requirements_for(of, rule_set(), source.rule_set(), source.threshold_table())
    return {requirement.slot: requirement for requirement in found}


def test_every_rule_has_a_case():
    assert [rule.key for rule in national().rules] == list(CASES)


@pytest.mark.parametrize("urgent", [False, True], ids=["not urgent", "urgent"])
@pytest.mark.parametrize("day", DAYS)
def test_each_rule_holds_where_its_case_says_and_nowhere_else(day, urgent):
    for of in grid([day], [5_000_000], urgent=urgent):
        check(CASES, of, law(of), "")


@pytest.mark.parametrize("contract_type", ["light_touch", "concession", "grant"])
def test_types_that_are_outside_the_indicators(contract_type):
    answer = law(facts("50000000", contract_type))
    assert said(answer, "key-performance-indicators", "") is None
    assert said(answer, "performance-published", "") is None


def test_the_policy_statement_is_not_asked_of_a_call_off_and_the_objectives_are():
    answer = law(facts("250000.00", route="call_off"))
    assert "legal_duty:policy-statement" not in answer
    assert "legal_duty:objectives" in answer


def test_what_could_not_be_checked_goes_with_the_requirement():
    answer = law(facts("250000.00"))
    doubts = {slot for slot, requirement in answer.items() if any(c.unconfirmed for c in requirement.clauses)}
    assert doubts == {"legal_duty:breach-published"}


def test_every_clause_of_the_2023_act_says_where_it_was_read():
    assert all(clause.source for clause in national().clauses if clause.document != "act-2012")


def test_before_2022_the_lines_do_not_count_vat():
    """£189,330 of 2020 is excluding VAT: at 20% the duty begins at £189,330.00 and not at £157,775.00."""
    short, at = (facts(value, commenced_on="2021-12-31") for value in ("189329.99", "189330.00"))
    assert not law(short)["considerations"].effect.is_duty
    assert law(at)["considerations"].effect.is_duty
    assert short.day == date(2021, 12, 31)
