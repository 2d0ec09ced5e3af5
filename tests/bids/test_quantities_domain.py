"""Quantities by quarter: what a cell takes, and what a row comes to."""

from datetime import date
from decimal import Decimal as D

import pytest

from measures.domain.units import Term, Unit
from procurement.bids.domain.quantities import Year, cell, days_words, grid, refusals, row_total
from socialvalue.periods import Period, quarters_of
from tests.bids.schemes import TERM, asked

QUARTERS = tuple(quarters_of(TERM))
APRIL = Year(4, 1)


def messages(quantities, unit=Unit.FTE, quarters=QUARTERS):
    return refusals(quantities, unit, quarters, APRIL)


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        ("-1", Unit.FTE, "An offer cannot be negative"),
        ("10000.1", Unit.FTE, "enter 10,000 or less"),
        ("1000000000", Unit.HOUR, "enter 999,999,999 or less"),
        ("1e30", Unit.GBP, "enter 999,999,999 or less"),
        ("NaN", Unit.WEEK, "enter a number"),
        ("1.00005", Unit.FTE, "no more than 4 decimal places"),
        ("1.005", Unit.GBP, "no more than 2 decimal places"),
        ("0.5", Unit.YES_NO, "a whole number"),
        ("100.01", Unit.PERCENT, "enter 100 or less"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused_at_its_cell(quantity, unit, words):
    (field, message), *rest = messages({QUARTERS[1]: D(quantity)}, unit)
    assert not rest
    assert field == "quarter_2027_07_01"
    assert message.startswith("Quarter 2 of 2027/28: ")
    assert words in message


@pytest.mark.parametrize(
    ("quantity", "unit"), [("10000", Unit.FTE), ("0.0001", Unit.WEEK), ("100", Unit.PERCENT)]
)
def test_the_edge_is_allowed(quantity, unit):
    assert messages({QUARTERS[0]: D(quantity)}, unit) == []


def test_a_quarter_outside_the_contract_is_refused():
    outside = Period(date(2031, 4, 1), date(2031, 6, 30))
    assert messages({outside: D(1)}) == [(None, "1 April to 30 June 2031 is not a quarter of this contract.")]


def test_every_wrong_cell_is_named():
    wrong = messages({QUARTERS[0]: D(-1), QUARTERS[1]: D(1), QUARTERS[2]: D(-3)})
    assert [field for field, _ in wrong] == [cell(QUARTERS[0]), cell(QUARTERS[2])]


def test_an_offer_of_nothing_is_refused_at_the_first_cell():
    assert messages({}) == [
        (cell(QUARTERS[0]), "Enter a quantity in at least one quarter, or remove the offer.")
    ]
    assert messages({}, Unit.NARRATIVE) == []


def test_yes_is_said_once():
    assert "one quarter only" in messages({QUARTERS[0]: D(1), QUARTERS[1]: D(1)}, Unit.YES_NO)[0][1]
    assert messages({QUARTERS[3]: D(1)}, Unit.YES_NO) == []


def test_five_people_through_four_years_are_twenty_fte_years():
    """5 FTE x 0.25 a quarter = 1.25; 16 quarters: 20.00 FTE-years."""
    total = row_total({quarter: D(5) for quarter in QUARTERS}, asked(), QUARTERS, APRIL)
    assert (total.average, total.posted) == (D(5), D(20))
    assert total.words == "5 FTE in post on average: 20 FTE-years"


def test_two_people_through_a_six_month_contract_are_two_where_the_contract_is_the_term():
    """2 x (0.25 / 0.5) = 1.00 a quarter; two quarters: 2.00."""
    half_year = Period(date(2027, 4, 1), date(2027, 9, 30))
    quarters = tuple(quarters_of(half_year))
    measure = asked(term=Term.YEAR_OR_CONTRACT)
    assert row_total({quarter: D(2) for quarter in quarters}, measure, quarters, APRIL).posted == D(2)
    assert row_total({quarter: D(2) for quarter in quarters}, asked(), quarters, APRIL).posted == D(1)


def test_people_in_post_for_one_year_of_four_are_a_quarter_on_average():
    total = row_total({quarter: D(4) for quarter in QUARTERS[:4]}, asked(), QUARTERS, APRIL)
    assert (total.average, total.posted) == (D(1), D(4))


def test_a_flow_adds_up_in_its_own_words():
    weeks = asked("placements", Unit.WEEK)
    assert row_total({QUARTERS[0]: D(6), QUARTERS[4]: D("6.5")}, weeks, QUARTERS, APRIL).words == "12.5 weeks"
    named = asked("apprenticeships", Unit.ITEM, counted_one="apprenticeship", counted_many="apprenticeships")
    assert row_total({QUARTERS[0]: D(1)}, named, QUARTERS, APRIL).words == "1 apprenticeship"
    pounds = asked("donations", Unit.GBP)
    assert row_total({QUARTERS[0]: D("250.50")}, pounds, QUARTERS, APRIL).words == "£250.50"


def test_percentages_and_words_do_not_add_up():
    percent = asked("share", Unit.PERCENT)
    total = row_total({QUARTERS[0]: D(40), QUARTERS[1]: D(45)}, percent, QUARTERS, APRIL)
    assert (total.posted, total.words) == (None, "40% to 45%")
    assert row_total({}, asked("story", Unit.NARRATIVE), QUARTERS, APRIL).words == ""


def test_the_grid_has_a_row_a_financial_year_and_gaps_outside_the_contract():
    term = Period(date(2027, 2, 15), date(2027, 8, 14))
    rows = grid(tuple(quarters_of(term)), APRIL)
    assert [row.label for row in rows] == ["2026/27", "2027/28"]
    assert [box and box.days for box in rows[0].boxes] == [None, None, None, "15 February to 31 March 2027"]
    assert [box and box.name for box in rows[1].boxes] == [
        "quarter_2027_04_01",
        "quarter_2027_07_01",
        None,
        None,
    ]
    assert rows[1].boxes[1].label == "Quarter 2 of 2027/28"


def test_days_name_the_first_year_only_where_it_differs():
    assert days_words(date(2026, 12, 1), date(2027, 2, 28)) == "1 December 2026 to 28 February 2027"


def test_half_of_the_last_place_of_an_average_goes_up():
    """0.004 FTE in one quarter of sixteen: 0.004 / 16 = 0.00025, which is 0.0003."""
    total = row_total({QUARTERS[0]: D("0.004")}, asked(), QUARTERS, APRIL)
    assert total.average == D("0.0003")
