"""Financial years and quarters, by hand and by property."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.periods import FinancialYear, Period, quarter_label, quarters_of

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


def test_the_financial_year_of_an_english_council():
    """It runs from 1 April to 31 March; 31 March belongs to the year before."""
    year = FinancialYear.holding(date(2026, 4, 1))
    assert year.period == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert year.label == "2026/27"
    assert FinancialYear.holding(date(2026, 3, 31)).label == "2025/26"
    assert FinancialYear.holding(date(1999, 4, 1)).label == "1999/00"


def test_a_year_that_starts_in_january_has_one_number():
    """A council whose year is the calendar year."""
    assert FinancialYear.holding(date(2026, 12, 31), 1).label == "2026"


def test_the_quarters_by_hand():
    """April to June, July to September, October to December, January to March."""
    quarters = FinancialYear.holding(date(2026, 5, 5)).quarters
    assert [str(q) for q in quarters] == [
        "1 April 2026 to 30 June 2026",
        "1 July 2026 to 30 September 2026",
        "1 October 2026 to 31 December 2026",
        "1 January 2027 to 31 March 2027",
    ]
    assert quarter_label(date(2027, 2, 1)) == "Quarter 4 of 2026/27"


def test_a_term_is_clipped_at_both_ends():
    """A contract from 15 May to 10 October 2026 touches three quarters."""
    parts = list(quarters_of(Period(date(2026, 5, 15), date(2026, 10, 10))))
    assert parts == [
        Period(date(2026, 5, 15), date(2026, 6, 30)),
        Period(date(2026, 7, 1), date(2026, 9, 30)),
        Period(date(2026, 10, 1), date(2026, 10, 10)),
    ]


@given(start=DAYS, length=st.integers(0, 3000), month=st.integers(1, 12), first=st.integers(1, 28))
def test_the_quarters_of_a_term_cover_each_of_its_days_once(start, length, month, first):
    """Whatever the council's year."""
    term = Period(start, start + timedelta(days=length))
    parts = list(quarters_of(term, month, first))
    assert parts[0].start == term.start and parts[-1].end == term.end
    assert sum(part.days for part in parts) == term.days
    for before, after in pairwise(parts):
        assert after.start == before.end + timedelta(days=1)


@given(day=DAYS, month=st.integers(1, 12), first=st.integers(1, 28))
def test_every_day_falls_in_exactly_one_quarter_of_its_year(day, month, first):
    """No day is lost and none is counted twice."""
    year = FinancialYear.holding(day, month, first)
    assert sum(q.start <= day <= q.end for q in year.quarters) == 1


def test_a_period_cannot_end_before_it_starts():
    """A mistake of the program, told at once."""
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_whether_a_period_has_ended():
    """On its last day it has not; on the next it has."""
    quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert not quarter.has_ended_by(date(2026, 6, 30))
    assert quarter.has_ended_by(date(2026, 7, 1))
