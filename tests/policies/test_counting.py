"""Quantities in words, and what is posted of them."""

from decimal import Decimal

import pytest

from councils.policies.domain.counting import Unit


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
