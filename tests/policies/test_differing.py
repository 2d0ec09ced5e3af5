"""What one version says otherwise than another: each kind of difference alone, and nothing where there is none."""

from datetime import date

import pytest

from councils.policies.domain.differing import ChangedList, ChangedRule, differences
from councils.policies.domain.words import Force, VatBasis
from tests.policies.builders import framework

NOW = framework("rutland")
FIRST, *REST = NOW.rules
SOFTER = FIRST.model_copy(update={"force": Force.SHOULD})
CLIMATE, *PRIORITIES = NOW.priorities
GREENER = CLIMATE.model_copy(update={"name": "A greener county"})
VALUED = NOW.value_basis.model_copy(update={"vat": VatBasis.INCLUSIVE})


def other(**parts):
    """The same policy with other parts."""
    return NOW.model_copy(update=parts)


def of_policy(**parts):
    """The same policy with other facts about it."""
    return other(policy=NOW.policy.model_copy(update=parts))


def told(found) -> dict[str, object]:
    """Only what differs."""
    return {name: value for name, value in vars(found).items() if value}


def test_the_same_file_has_no_differences():
    assert differences(NOW, NOW).none
    assert told(differences(NOW, other(rules=tuple(reversed(NOW.rules))))) == {}


ALONE = {
    "a title": (of_policy(title="Another title"), {"facts": (("Title", "Social Value Framework", "Another title"),)}),
    "a version": (of_policy(version="version 6"), {"facts": (("Version", "version 5", "version 6"),)}),
    "a day": (of_policy(begins=date(2027, 4, 1)), {"facts": (("In force from", "26 April 2024", "1 April 2027"),)}),
    "no day": (of_policy(begins=None), {"facts": (("In force from", "26 April 2024", "Not known"),)}),
    "an owner": (of_policy(owner="Cabinet"), {"facts": (("Led by", "Commissioning Team", "Cabinet"),)}),
    "VAT": (other(value_basis=VALUED), {
        "facts": (("Amounts", "excluding VAT", "including VAT"),), "others": ("how amounts are read",)}),
    "a rule more": (other(rules=(*NOW.rules, FIRST.model_copy(update={"key": "new"}))), {
        "rules_added": (FIRST.model_copy(update={"key": "new"}),)}),
    "a rule less": (other(rules=tuple(REST)), {"rules_dropped": (FIRST,)}),
    "another force": (other(rules=(SOFTER, *REST)), {
        "rules_changed": (ChangedRule(FIRST, SOFTER, ("how strongly it binds",)),)}),
    "a priority more": (other(priorities=(*NOW.priorities, GREENER.model_copy(update={"key": "new"}))), {
        "lists": (ChangedList("Priorities", ("A greener county",), (), ()),)}),
    "a priority less": (other(priorities=tuple(PRIORITIES)), {
        "lists": (ChangedList("Priorities", (), ("Tackling the Climate Emergency",), ()),)}),
    "another name": (other(priorities=(GREENER, *PRIORITIES)), {
        "lists": (ChangedList("Priorities", (), (), ("A greener county",)),)}),
    "a colour": (other(council=NOW.council.model_copy(update={"colour": "#000000"})), {
        "others": ("the council's colour",)}),
    "a limit to the time": (other(burden_limits=framework("westmere").burden_limits), {
        "others": ("how long bids and returns may take",)}),
}  # fmt: skip


@pytest.mark.parametrize("what", ALONE)
def test_each_difference_is_told_and_no_other(what):
    after, expected = ALONE[what]
    found = differences(NOW, after)
    assert told(found) == expected
    assert not found.none


def test_a_review_is_told_by_what_how_often_and_when():
    """The first review prints a day that does not exist; the second one prints neither a day nor an interval."""
    (whole, process) = NOW.policy.reviews
    (fact,) = differences(NOW, of_policy(reviews=(whole,))).facts
    first = "The framework as a whole. Printed: “31st April 2026”. Next on 30 April 2026."
    second = "The outcomes framework and its process, so that they go on getting better."
    assert fact == ("Looked at again", f"{first} {second}", first)
    april = framework("north-east-lincolnshire").policy.reviews[0]
    assert (
        "priorities, and so that it brings what was expected of it. Every year, in April. Printed:"
        in april.words
    )
    assert process.words == second
