"""The national model as a framework to adopt: every rule on either side of where it holds, and what is unconfirmed."""

from functools import cache

import pytest

from councils.policies.domain.adopting import taken_in
from councils.policies.domain.deciding import requirements_for
from councils.policies.domain.file import read_framework, read_shared, write_framework
from councils.policies.domain.words import Reading
from tests.policies.builders import FIXTURES, facts, national
from tests.policies.grids import CONTRACTS, Case, check, grid

MODEL = FIXTURES / "frameworks/ppn-002.yaml"
SHARED = read_shared(MODEL.read_text(), "ppn-002.yaml")
OPEN = "tender quotation"
AT = {"types": CONTRACTS, "side": "at_or_above", "since": "2025-02-24"}
LINE = "at or above the UK threshold for"
LATER = {"types": CONTRACTS, "routes": OPEN, "since": "2027-01-01"}

CASES = {
    "required-at-the-threshold": Case("Overview; paragraph 3", "interpreted", LINE, routes=OPEN, **AT),
    "open-below-the-threshold": Case("Scope, as reported", "quoted", "below the UK threshold for", CONTRACTS, "tender quotation call_off direct_award", "below", since="2025-02-24"),
    "open-before-the-act": Case("paragraph 5", "inferred", "on or before 23 February 2025", until="2025-02-23"),
    "open-without-a-competition": Case("Overview", "inferred", "the route to market is", routes="call_off direct_award grant in_house"),
    "open-for-what-is-a-grant": Case("Overview", "inferred", "the contract type is a grant", types="grant"),
    "required-for-call-offs": Case("Frameworks, as reported", "interpreted", LINE, routes="call_off", **AT),
    "relevant-outcomes": Case("Overview", "interpreted", LINE, routes=OPEN, **AT),
    "relevant-and-in-proportion": Case("Overview", "quoted", LINE, routes="tender quotation call_off direct_award", **AT),
    "ten-percent-at-least": Case("Weighting, as reported", "interpreted", LINE, routes=OPEN, **AT),
    "ten-percent-in-call-offs": Case("Weighting, as reported; Frameworks, as reported", "interpreted", LINE, routes="call_off", **AT),
    "award-criteria": Case("Overview", "quoted", LINE, routes=OPEN, **AT),
    "metrics-of-your-own": Case("Contract, as reported; Overview", "quoted", LINE, routes="tender quotation call_off direct_award", **AT),
    "something-that-is-counted": Case("Contract, as reported; Outcomes and metrics, as reported", "interpreted", LINE, routes=OPEN, **AT),
    "offer-in-the-contract": Case("Contract, as reported", "quoted", LINE, routes=OPEN, **AT),
    "metrics-are-monitored": Case("Contract, as reported", "quoted", LINE, routes=OPEN, **AT),
    "standard-metrics": Case("Outcomes and metrics, as reported", "interpreted", LINE, routes=OPEN, **AT),
    "ppn-026-ten-percent": Case("Weighting, as reported", "interpreted", "including VAT is at or above £1,000,000.00 and below £5,000,000.00", least=1_000_000, under=5_000_000, **LATER),
    "ppn-026-twenty-percent": Case("Weighting, as reported", "interpreted", "including VAT is at or above £5,000,000.00", least=5_000_000, **LATER),
    "ppn-026-indicators": Case("Indicators, as reported", "interpreted", "including VAT is at or above £5,000,000.00", least=5_000_000, **LATER),
}  # fmt: skip
UNCONFIRMED = {"required-for-call-offs", "ten-percent-in-call-offs", "ppn-026-ten-percent", "ppn-026-twenty-percent", "ppn-026-indicators"}  # fmt: skip
# The day before and the day of the Act, of the thresholds of 2026, and of the note that follows.
DAYS = ("2025-02-23", "2025-02-24", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")


@cache
def adopted(*checked: str):
    """An invented council that adopts the model as it is, and has checked these of its unconfirmed rules."""
    own = (FIXTURES.parent / "tests/policies/adopting/plainshire.yaml").read_text()
    own = own.rstrip() + f"\n    checked: [{', '.join(checked)}]\n"
    return read_framework(taken_in(own, "plainshire.yaml", [MODEL.read_text()]), "plainshire.yaml")


def asked(of, *checked: str):
    """What the model and the law require of the council, by slot."""
    law = national()
    found = requirements_for(of, adopted(*checked).rule_set(), law.rule_set(), law.threshold_table())
    return {requirement.slot: requirement for requirement in found}


def test_every_rule_has_a_case():
    assert [rule.key for rule in SHARED.rules] == list(CASES)


@pytest.mark.parametrize("day", DAYS)
def test_each_rule_holds_where_its_case_says_once_all_is_checked(day):
    for of in grid([day], [1_000_000, 5_000_000]):
        check(CASES, of, asked(of, *sorted(UNCONFIRMED)), "plainshire")


def test_what_is_unconfirmed_takes_hold_only_where_the_council_checked_it():
    assert SHARED.unconfirmed == UNCONFIRMED
    assert {rule.key for rule in adopted().rules} == set(CASES) - UNCONFIRMED
    assert {rule.key for rule in adopted("ppn-026-ten-percent").rules} - set(CASES) == set()
    assert "ppn-026-ten-percent" in {rule.key for rule in adopted("ppn-026-ten-percent").rules}


@pytest.mark.parametrize(
    ("value", "day", "percent"),
    [
        ("833333.33", "2027-01-01", "10"),
        ("833333.34", "2027-01-01", "10"),
        ("4166666.66", "2027-01-01", "10"),
        ("4166666.67", "2027-01-01", "20"),
        ("4166666.67", "2026-12-31", "10"),
    ],
)
def test_the_later_note_doubles_the_weight_where_it_was_checked(value, day, percent):
    """£4,166,666.67 at 20% is £5,000,000.004: from the first day of 2027 it is in the upper band."""
    later = ("ppn-026-ten-percent", "ppn-026-twenty-percent")
    found = asked(facts(value, commenced_on=day), *later)["weighting"]
    assert (found.effect.form, str(found.effect.percent), found.effect.basis) == (
        "minimum",
        percent,
        "overall",
    )
    unchecked = asked(facts(value, commenced_on=day))["weighting"]
    assert str(unchecked.effect.percent) == "10"


@pytest.mark.parametrize(
    ("value", "percent", "indicators"),
    [("4999999.99", "10", False), ("5000000.00", "20", True), ("5000000.01", "20", True)],
)
def test_exactly_five_million_pounds_is_in_the_upper_band(value, percent, indicators):
    """Without VAT to pay, £5,000,000.00 is the line itself, and a penny less is short of it."""
    of = facts(value, vat_rate="0", commenced_on="2027-01-01")
    found = asked(of, "ppn-026-ten-percent", "ppn-026-twenty-percent", "ppn-026-indicators")
    assert str(found["weighting"].effect.percent) == percent
    theirs = (
        [said for said in found["kpis"].said_by if said.rule == "ppn-026-indicators"]
        if "kpis" in found
        else []
    )
    assert bool(theirs) is indicators


def test_a_rule_that_was_checked_is_no_longer_called_unconfirmed():
    (doubtful,) = [clause for clause in SHARED.clauses if clause.key == "ppn-026-weights"]
    assert doubtful.unconfirmed
    found = asked(facts("9000000", commenced_on="2027-01-01"), "ppn-026-twenty-percent")["weighting"]
    assert not any(clause.unconfirmed for clause in found.clauses)


def test_five_missions_and_eight_outcomes_of_which_one_was_seen():
    assert len(SHARED.priorities) == 5 and len(SHARED.outcomes) == 8
    doubtful = {clause.key for clause in SHARED.clauses if clause.unconfirmed}
    seen = [outcome.key for outcome in SHARED.outcomes if not doubtful & set(outcome.clauses)]
    assert seen == ["fair-work"]
    for outcome in SHARED.outcomes[1:]:
        assert outcome.reading is Reading.INFERRED and outcome.why.startswith("Unconfirmed")


def test_no_measure_is_passed_off_as_the_models_own():
    for measure in SHARED.measures:
        assert measure.reading is Reading.INFERRED
        assert any(note.startswith("Unconfirmed") for note in measure.notes)
    assert {measure.outcome for measure in SHARED.measures} == {outcome.key for outcome in SHARED.outcomes}


def test_every_clause_says_where_it_was_read():
    assert all(clause.source for clause in SHARED.clauses)
    assert all(document.missing for document in SHARED.documents)


def test_nothing_is_in_conflict_and_every_clause_is_used():
    assert SHARED.conflicts() == ()
    used = {key for things in (SHARED.rules, SHARED.outcomes, SHARED.measures, SHARED.principles)
            for thing in things for key in thing.clauses}  # fmt: skip
    assert {clause.key for clause in SHARED.clauses} == used


def test_out_and_in_again_is_the_same_framework():
    assert read_shared(write_framework(SHARED), "again.yaml") == SHARED
