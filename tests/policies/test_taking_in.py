"""What of a framework is taken into a council's file, and what is left where it was."""

import pytest

from councils.policies.domain.adopting import taken_in
from councils.policies.domain.yaml_text import FrameworkErrors
from tests.policies.builders import text_of
from tests.policies.test_adopting import PLAIN, PPN, SHARED, whole

SETS_ASIDE = PPN.replace(
    "  - key: award-criteria\n",
    "  - key: award-criteria\n"
    "    beats: [metrics-of-your-own, something-that-is-counted]\n    beats_because: It says so.\n",
)


def adopting(more: str) -> str:
    return f"{PLAIN.rstrip()}\n    {more}\n"


def test_a_doubt_is_settled_only_where_its_rule_was_checked():
    """The indicators were checked, the weights were not: their clause still says what could not be confirmed."""
    cited = {rule.key: set(rule.clauses) for rule in SHARED.rules}
    doubtful = {clause.key for clause in SHARED.clauses if clause.unconfirmed}
    checked, unchecked = cited["ppn-026-indicators"] & doubtful, cited["required-for-call-offs"] & doubtful
    assert checked and unchecked - checked
    file = whole(adopting("checked: [ppn-026-indicators]"))
    assert {clause.key for clause in file.clauses if clause.unconfirmed} == doubtful - cited[
        "ppn-026-indicators"
    ]


def test_a_file_that_adopts_nothing_stays_as_it_is_written():
    text = text_of("saltwick")
    assert taken_in(text, "saltwick.yaml", [PPN]) is text


def test_a_file_that_cannot_be_read_takes_nothing_in():
    text = f"{PLAIN.rstrip()}\n    version: twice\n"
    assert taken_in(text, "own.yaml", [PPN]) is text


@pytest.mark.parametrize(
    "text",
    [
        "adopts: ppn-002\n",
        "adopts: [ppn-002]\n",
        "adopts: [{framework: ppn-002, taken: before}]\n",
    ],
)
def test_what_adopts_nothing_that_can_be_taken_in_is_left_to_be_refused(text):
    assert taken_in(text, "own.yaml", [PPN]) is text


@pytest.mark.parametrize(
    ("left_out", "beats"),
    [
        ("", ("metrics-of-your-own", "something-that-is-counted")),
        ("metrics-of-your-own", ("something-that-is-counted",)),
        ("metrics-of-your-own, something-that-is-counted", ()),
    ],
)
def test_a_rule_sets_aside_no_rule_that_was_left_out(left_out, beats):
    assert SETS_ASIDE != PPN
    text = taken_in(adopting(f"without: [{left_out}]"), "own.yaml", [SETS_ASIDE])
    file = whole(text)
    (rule,) = [rule for rule in file.rules if rule.key == "award-criteria"]
    assert rule.beats == beats
    assert (rule.beats_because is None) is (not beats)


def test_what_shares_its_key_with_a_rule_that_is_left_out_stays():
    """A principle may be called as a rule is; only rules are left out."""
    shared = PPN.replace("{key: missions, text:", "{key: metrics-of-your-own, text:")
    assert shared != PPN
    file = whole(taken_in(adopting("without: [metrics-of-your-own]"), "own.yaml", [shared]))
    assert "metrics-of-your-own" in {principle.key for principle in file.principles}
    assert "metrics-of-your-own" not in {rule.key for rule in file.rules}


def test_a_rule_to_leave_out_must_be_one_of_the_framework_s():
    with pytest.raises(FrameworkErrors, match="“metrics” is not among the rules of ppn-002"):
        whole(adopting("without: [metrics]"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (adopting("without: [[award-criteria]]"), "adopts[0].without[0]"),
        (adopting("checked: award-criteria"), "adopts[0].checked"),
        (f"{PLAIN}rules: none\n", "rules: "),
        (f"{PLAIN}rules: [none]\n", "rules[0]"),
    ],
)
def test_what_is_no_list_or_has_no_keys_is_told_and_not_stumbled_over(wrong, words):
    with pytest.raises(FrameworkErrors) as caught:
        taken_in(wrong, "own.yaml", [PPN])
    assert any(words in str(error) for error in caught.value.errors)
