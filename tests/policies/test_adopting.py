"""A framework that is no council's, taken into the file of a council that adopts it."""

from pathlib import Path

import pytest

from councils.policies.domain.adopting import taken_in
from councils.policies.domain.deciding import requirements_for
from councils.policies.domain.file import read_framework, read_shared, write_framework
from councils.policies.domain.yaml_text import FrameworkErrors
from tests.policies.builders import FIXTURES, facts, national, text_of

HERE = Path(__file__).parent / "adopting"
PPN = (FIXTURES / "frameworks/ppn-002.yaml").read_text()
SHARED = read_shared(PPN, "ppn-002.yaml")
PLAIN = (HERE / "plainshire.yaml").read_text()
MIXED = (HERE / "mixedham.yaml").read_text()


def whole(text: str, name: str = "own.yaml"):
    return read_framework(taken_in(text, name, [PPN]), name)


def errors_of(text: str, shared=(PPN,)):
    with pytest.raises(FrameworkErrors) as caught:
        read_framework(taken_in(text, "own.yaml", shared), "own.yaml")
    return [str(error) for error in caught.value.errors]


def asked(text: str, of):
    law = national()
    found = requirements_for(of, whole(text).rule_set(), law.rule_set(), law.threshold_table())
    return {requirement.slot: requirement for requirement in found}


def test_a_council_without_a_policy_of_its_own_has_the_framework_s():
    file = whole(PLAIN)
    assert [outcome.key for outcome in file.outcomes] == [outcome.key for outcome in SHARED.outcomes]
    assert [rule.key for rule in file.rules] == [
        r.key for r in SHARED.rules if r.key not in SHARED.unconfirmed
    ]
    assert file.value_basis == SHARED.value_basis
    assert file.policy.title == "Social value by the national model"
    assert file.adopts[0].taken


def test_its_requirements_cite_the_framework_under_the_council_s_own_version():
    found = asked(PLAIN, facts("250000.00"))["weighting"]
    assert found.cited == "PPN 002, Weighting, as reported (interpreted)"
    assert found.policy.council == "plainshire" and found.policy.version == "version 1"


def test_it_decides_exactly_as_the_framework_does():
    for value in ("100", "173099.99", "173100.00", "9000000"):
        of = facts(value)
        own = {slot: r.effect for slot, r in asked(PLAIN, of).items()}
        law = national()
        theirs = requirements_for(of, SHARED.rule_set(), law.rule_set(), law.threshold_table())
        assert own == {r.slot: r.effect for r in theirs}


def test_a_council_s_own_rule_stands_beside_it_and_the_strictest_wins():
    works = asked(MIXED, facts("5000000.00", "works"))["weighting"]
    assert (works.effect.form, works.effect.percent) == ("fixed", 25)
    assert [one.rule for one in works.said_by] == ["a-quarter-for-works", "ten-percent-at-least"]
    services = asked(MIXED, facts("5000000.00", "services"))["weighting"]
    assert (services.effect.form, services.effect.percent) == ("minimum", 10)
    assert services.cited == "PPN 002, Weighting, as reported (interpreted)"


def test_amounts_keep_their_own_vat():
    """The council's £1 million leaves VAT out; the framework's counts it: £900,000 is £1,080,000."""
    later = facts("900000.00", "works", commenced_on="2027-01-01")
    found = asked(MIXED, later)["weighting"]
    assert [one.rule for one in found.said_by] == ["ppn-026-ten-percent"]
    assert "£1,080,000.00 including VAT" in found.triggered_by


def test_what_the_council_leaves_out_is_not_there():
    assert "metrics-of-your-own" not in {rule.key for rule in whole(MIXED).rules}
    assert "metrics-of-your-own" in {rule.key for rule in whole(PLAIN).rules}


def test_the_file_that_is_kept_stands_by_itself_with_its_comments():
    kept = taken_in(PLAIN, "own.yaml", [PPN])
    assert "# an invented day" in kept and "taken: Social Value Model (PPN 002)" in kept
    assert taken_in(kept, "own.yaml", []) == kept
    assert read_framework(kept, "own.yaml") == whole(PLAIN)
    assert kept == taken_in(PLAIN, "own.yaml", [PPN])


def test_a_part_that_neither_has_does_not_stand_there_empty():
    kept = taken_in(PLAIN, "own.yaml", [PPN])
    assert "\nprinciples:" in kept
    assert not [name for name in ("measure_groups", "declarations", "meetings") if f"\n{name}:" in kept]


def test_out_and_in_again_is_the_same_policy():
    for text in (PLAIN, MIXED):
        assert read_framework(write_framework(whole(text)), "again.yaml") == whole(text)


def test_a_file_that_adopts_nothing_is_left_as_it_is():
    assert taken_in(text_of("rutland"), "rutland.yaml", [PPN]) == text_of("rutland")


def test_a_file_whose_framework_was_not_taken_in_is_never_read_half():
    with pytest.raises(FrameworkErrors, match="“ppn-002” is not taken in yet"):
        read_framework(PLAIN, "own.yaml")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


MISTAKES = {
    "a framework that is not loaded": (PLAIN, "framework: ppn-002", "framework: ppn-900", "“ppn-900” is not a framework that is loaded. Loaded: ppn-002."),
    "a version that is not loaded": (PLAIN, "version: February 2025", "version: March 2025", "“March 2025” of ppn-002 is not loaded. Loaded: February 2025."),
    "a rule that is left out and is not there": (MIXED, "without: [metrics-of-your-own]", "without: [metrics]", "“metrics” is not among the rules of ppn-002."),
    "a rule that needs no check": (MIXED, "checked: [ppn-026-ten-percent,", "checked: [award-criteria,", "“award-criteria” is not among the unconfirmed rules of ppn-002."),
    "a key that is used in both": (MIXED, "key: a-quarter-for-works", "key: award-criteria", "“award-criteria” is used in ppn-002 too, which this file adopts. Choose another."),
    "no reason": (PLAIN, "    why: Cabinet", "    because: Cabinet", "is not a key that is known here"),
    "a day that does not exist": (PLAIN, "begins: 2026-04-01", "begins: 2026-04-31", "“2026-04-31” is not a day that exists"),
    "a clause that is not defined": (MIXED, "clauses: [own-weight]", "clauses: [own-wait]", "“own-wait” is not among the clauses of this file."),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_named_with_the_line_of_the_council_s_own_file(mistake):
    text, old, new, words = MISTAKES[mistake]
    assert old in text
    wrong = text.replace(old, new, 1)
    (hit,) = [error for error in errors_of(wrong) if words in error]
    assert hit.startswith(f"own.yaml, line {line_of(wrong, new.strip())}, ")


def test_every_mistake_is_told_at_once():
    wrong = MIXED.replace("[own-weight]", "[own-wait]").replace(
        "without: [metrics-of-your-own]", "without: [metrics]"
    )
    assert len([error for error in errors_of(wrong) if "own-wait" in error or "“metrics”" in error]) == 3


def test_rules_that_cannot_both_hold_must_be_settled_by_the_council():
    fixed = MIXED.replace("percent: 25", "percent: 5")
    errors = errors_of(fixed)
    line = line_of(fixed, "framework: ppn-002")
    (hit,) = [error for error in errors if "“ten-percent-at-least” and “a-quarter-for-works”" in error]
    assert hit.startswith(f"own.yaml, line {line}, rules[")
    settled = fixed.replace(
        "    clauses: [own-weight]\n    reading: quoted\n",
        "    clauses: [own-weight]\n    reading: quoted\n    beats: [ten-percent-at-least, ppn-026-ten-percent, ppn-026-twenty-percent]\n    beats_because: the council's own is later\n",
        1,
    )
    assert asked(settled, facts("5000000.00", "works"))["weighting"].effect.percent == 5


def test_with_no_framework_loaded_that_is_said():
    assert any("Loaded: none." in error for error in errors_of(PLAIN, shared=()))


def test_a_framework_s_amounts_say_whether_they_count_vat():
    bare = PPN.replace("{at_least: 5000000, vat: inclusive}", "{at_least: 5000000}", 1)
    with pytest.raises(FrameworkErrors, match="the amounts of ppn-026-twenty-percent must say in “vat”"):
        read_shared(bare, "ppn-002.yaml")


def test_a_framework_names_no_body_of_a_council():
    with_body = PPN.replace(
        "then: {effect: inclusion_means, means: [award_criteria]}",
        "then: {effect: approver, of: award, body: cabinet}",
        1,
    )
    with pytest.raises(FrameworkErrors, match="“cabinet” is not among the bodies"):
        read_shared(with_body, "ppn-002.yaml")


def test_a_rule_sets_aside_no_rule_that_was_left_out():
    """A framework's rule that beats an unconfirmed one is taken in without that."""
    with_beats = PPN.replace(
        "    clauses: [ppn-weight]\n    reading: interpreted\n",
        "    clauses: [ppn-weight]\n    reading: interpreted\n    beats: [ppn-026-ten-percent]\n    beats_because: a test\n",
        1,
    )
    file = read_framework(taken_in(PLAIN, "own.yaml", [with_beats]), "own.yaml")
    (rule,) = [one for one in file.rules if one.key == "ten-percent-at-least"]
    assert rule.beats == () and rule.beats_because is None
