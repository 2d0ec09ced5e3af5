"""Units say themselves, and what they are posted as."""

from decimal import Decimal

import pytest

from measures.domain.units import (
    HOW_WORDS,
    SECOND_YEAR_WORDS,
    TERM_WORDS,
    HowItAddsUp,
    SecondYear,
    Term,
    Unit,
)


@pytest.mark.parametrize(
    ("unit", "quantity", "words"),
    [
        (Unit.WEEK, "12", "12 weeks"),
        (Unit.WEEK, "12.00", "12 weeks"),
        (Unit.HOUR, "1", "1 hour"),
        (Unit.HOUR, "1.5", "1.5 hours"),
        (Unit.HOUR, "1200", "1,200 hours"),
        (Unit.HOUR, "0", "0 hours"),
        (Unit.FTE, "2.5", "2.5 FTE"),
        (Unit.FTE_YEAR, "1.25", "1.25 FTE-years"),
        (Unit.FTE_YEAR, "1", "1 FTE-year"),
        (Unit.GBP, "2973.41", "£2,973.41"),
        (Unit.GBP, "500", "£500.00"),
        (Unit.TCO2E, "12", "12 tonnes"),
        (Unit.ITEM, "3", "3 items"),
        (Unit.YES_NO, "1", "yes"),
        (Unit.YES_NO, "0", "no"),
        (Unit.PERCENT, "12.50", "12.5%"),
    ],
)
def test_a_quantity_in_words(unit, quantity, words):
    assert unit.quantity_words(Decimal(quantity)) == words


def test_an_item_has_a_name():
    assert Unit.ITEM.quantity_words(Decimal(1), "apprenticeship", "apprenticeships") == "1 apprenticeship"
    assert Unit.ITEM.quantity_words(Decimal(3), "apprenticeship", "apprenticeships") == "3 apprenticeships"


def test_people_in_post_are_posted_as_fte_years():
    assert {unit: unit.posted_as for unit in Unit if unit.posted_as is not unit} == {Unit.FTE: Unit.FTE_YEAR}


def test_percentages_and_words_are_not_posted():
    assert {unit for unit in Unit if not unit.is_posted} == {Unit.PERCENT, Unit.NARRATIVE}


def test_everything_has_words_to_show():
    assert all(unit.label for unit in Unit)
    assert set(HOW_WORDS) == set(HowItAddsUp)
    assert set(TERM_WORDS) == set(Term)
    assert set(SECOND_YEAR_WORDS) == set(SecondYear)
