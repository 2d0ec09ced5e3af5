"""Quantities in words, and what is posted of them."""

from decimal import Decimal

import pytest

from councils.policies.domain.counting import HowItAddsUp, Unit


@pytest.mark.parametrize(
    ("unit", "quantity", "words"),
    [
        (Unit.GBP, "500", "£500.00"),
        (Unit.YES_NO, "1", "yes"),
        (Unit.YES_NO, "0", "no"),
        (Unit.PERCENT, "12.50", "12.5%"),
        (Unit.HOUR, "1", "1 hour"),
        (Unit.HOUR, "1.0000", "1 hour"),
        (Unit.WEEK, "1200", "1,200 weeks"),
        (Unit.WEEK, "0", "0 weeks"),
        (Unit.FTE, "2.5", "2.5 FTE"),
        (Unit.ITEM, "3", "3 items"),
    ],
)
def test_a_quantity_in_words(unit, quantity, words):
    assert unit.quantity_words(Decimal(quantity)) == words


@pytest.mark.parametrize(("quantity", "words"), [("1", "1 apprenticeship"), ("3", "3 apprenticeships")])
def test_an_item_has_a_name_of_its_own(quantity, words):
    assert Unit.ITEM.quantity_words(Decimal(quantity), "apprenticeship", "apprenticeships") == words


def test_percentages_and_words_are_not_posted():
    assert {unit for unit in Unit if not unit.is_posted} == {Unit.PERCENT, Unit.NARRATIVE}


def test_people_in_post_are_posted_as_years_of_work():
    assert {unit: unit.posted_as for unit in Unit if unit.posted_as is not unit} == {Unit.FTE: Unit.FTE_YEAR}


LEVEL = "latest average maximum"
# How each unit may add up: people in post as person-time, numbers as sums, and any number but a yes as a level.
FITS = {
    Unit.FTE: f"stock {LEVEL}",
    Unit.FTE_YEAR: f"flow {LEVEL}",
    Unit.WEEK: f"flow {LEVEL}",
    Unit.HOUR: f"flow {LEVEL}",
    Unit.GBP: f"flow {LEVEL}",
    Unit.TCO2E: f"flow {LEVEL}",
    Unit.ITEM: f"flow {LEVEL}",
    Unit.YES_NO: "flow",
    Unit.PERCENT: LEVEL,
    Unit.NARRATIVE: "flow",
}


@pytest.mark.parametrize("unit", Unit, ids=str)
def test_how_a_unit_may_add_up(unit):
    assert {how.value for how in HowItAddsUp if not how.misfit(unit)} == set(FITS[unit].split())


@pytest.mark.parametrize(
    ("how", "unit", "words"),
    [
        ("stock", "hour", "Only people in post (FTE) are counted as person-time."),
        ("stock", "percent", "Only people in post (FTE) are counted as person-time."),
        ("latest", "yes_no", "Words, and yes or no, have no level."),
        ("flow", "percent", "A percentage is never added up: the latest, the average or the highest stands."),
        (
            "flow",
            "fte",
            "People in post (FTE) are counted as person-time, or the latest, the average or the highest stands: a sum "
            "would count them anew in each quarter.",
        ),
    ],
)
def test_why_a_unit_does_not_add_up_so(how, unit, words):
    assert HowItAddsUp(how).misfit(Unit(unit)) == words


@pytest.mark.parametrize(
    ("how", "unit", "posted"),
    [
        ("flow", "hour", True),
        ("stock", "fte", True),
        ("flow", "yes_no", True),
        ("flow", "narrative", False),
        ("latest", "hour", False),
        ("average", "fte", False),
        ("maximum", "percent", False),
    ],
)
def test_what_stands_in_the_ledger(how, unit, posted):
    """Five people at the end of each of four quarters are five, and not twenty."""
    assert HowItAddsUp(how).posts(Unit(unit)) is posted
