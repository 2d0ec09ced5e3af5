"""Person-time by worked examples, and by what holds for every contract."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures.domain.person_time import length_in_years, person_time, posted_quantity
from measures.domain.units import HowItAddsUp, Term, Unit
from socialvalue.periods import FinancialYear, Period, quarters_of

FOUR_YEARS = Period(date(2027, 4, 1), date(2031, 3, 31))
SIX_MONTHS = Period(date(2027, 4, 1), date(2027, 9, 30))
YEAR = FinancialYear(date(2027, 4, 1))


def test_five_fte_through_four_quarters_of_four_years():
    """1.25 + 1.25 + 1.25 + 1.25 = 5.00 FTE-years: £37,500.00 a quarter at £30,000, £150,000.00 for the year."""
    posted = [
        person_time(Decimal(5), quarter, contract=FOUR_YEARS, term=Term.YEAR_OR_CONTRACT)
        for quarter in YEAR.quarters
    ]
    assert posted == [Decimal("1.2500")] * 4
    assert sum(posted) == 5
    assert [quantity * 30000 for quantity in posted] == [Decimal("37500.0000")] * 4


def test_two_fte_through_both_quarters_of_six_months():
    """1.00 + 1.00 = 2.00 where the whole contract counts as one; 0.50 + 0.50 where only a year does."""
    quarters = YEAR.quarters[:2]
    whole = [person_time(Decimal(2), q, contract=SIX_MONTHS, term=Term.YEAR_OR_CONTRACT) for q in quarters]
    by_year = [person_time(Decimal(2), q, contract=SIX_MONTHS, term=Term.YEAR) for q in quarters]
    assert whole == [Decimal("1.0000"), Decimal("1.0000")]
    assert by_year == [Decimal("0.5000"), Decimal("0.5000")]


def test_ten_full_time_and_five_half_time_over_two_years():
    """12.5 FTE come to 25 FTE-years."""
    two_years = Period(date(2027, 4, 1), date(2029, 3, 31))
    posted = [
        person_time(Decimal("12.5"), q, contract=two_years, term=Term.YEAR) for q in quarters_of(two_years)
    ]
    assert len(posted) == 8
    assert sum(posted) == 25


def test_a_clipped_quarter_counts_by_its_days():
    """From 1 May 2027 the first quarter has 61 of its 91 days: 1/4 x 61/91 of a year."""
    contract = Period(date(2027, 5, 1), date(2029, 3, 31))
    first = next(quarters_of(contract))
    assert length_in_years(first) == Fraction(1, 4) * Fraction(61, 91)
    assert person_time(Decimal(4), first, contract=contract, term=Term.YEAR) == Decimal("0.6703")
    assert person_time(Decimal(4), YEAR.quarters[0], contract=contract, term=Term.YEAR) == Decimal("0.6703")


def test_quarters_are_equal_however_many_days_they_have():
    assert {quarter.days for quarter in YEAR.quarters} == {91, 92}
    assert [length_in_years(quarter) for quarter in YEAR.quarters] == [Fraction(1, 4)] * 4


def test_a_council_whose_year_starts_in_january():
    year = FinancialYear(date(2028, 1, 1))
    assert length_in_years(year.period, month=1) == 1
    contract = Period(date(2028, 1, 1), date(2028, 6, 30))
    assert (
        person_time(Decimal(2), year.quarters[0], contract=contract, term=Term.YEAR_OR_CONTRACT, month=1) == 1
    )


def test_a_period_outside_the_contract_is_refused():
    with pytest.raises(ValueError, match="lies outside the contract"):
        person_time(Decimal(1), YEAR.quarters[2], contract=SIX_MONTHS, term=Term.YEAR)


@pytest.mark.parametrize("fte", ["-0.01", "NaN", "Infinity"])
def test_absurd_numbers_of_people_are_refused(fte):
    with pytest.raises(ValueError, match="0 or more"):
        person_time(Decimal(fte), SIX_MONTHS, contract=SIX_MONTHS, term=Term.YEAR)


@pytest.mark.parametrize(
    ("unit", "adds_up", "quantity", "posted"),
    [
        (Unit.FTE, HowItAddsUp.STOCK, "5", "1.2500"),
        (Unit.HOUR, HowItAddsUp.FLOW, "12.5", "12.5000"),
        (Unit.GBP, HowItAddsUp.FLOW, "500.005", "500.0050"),
        (Unit.TCO2E, HowItAddsUp.FLOW, "0.00005", "0.0001"),
        (Unit.YES_NO, HowItAddsUp.FLOW, "1", "1"),
        (Unit.YES_NO, HowItAddsUp.FLOW, "0", "0"),
        (Unit.PERCENT, HowItAddsUp.FLOW, "20", None),
        (Unit.NARRATIVE, HowItAddsUp.FLOW, "1", None),
    ],
)
def test_what_is_posted(unit, adds_up, quantity, posted):
    found = posted_quantity(
        Decimal(quantity), YEAR.quarters[0], unit=unit, adds_up=adds_up, contract=FOUR_YEARS, term=Term.YEAR
    )
    assert found == (None if posted is None else Decimal(posted))


@pytest.mark.parametrize("quantity", ["-1", "NaN"])
@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.PERCENT])
def test_absurd_quantities_are_refused(unit, quantity):
    with pytest.raises(ValueError, match="0 or more"):
        posted_quantity(
            Decimal(quantity),
            YEAR.quarters[0],
            unit=unit,
            adds_up=HowItAddsUp.FLOW,
            contract=FOUR_YEARS,
            term=Term.YEAR,
        )


CONTRACTS = some.builds(
    lambda start, days: Period(start, start + timedelta(days=days)),
    some.dates(date(2020, 1, 1), date(2035, 1, 1)),
    some.integers(0, 3650),
)
PEOPLE = some.integers(0, 100_000).map(lambda hundredths: Decimal(hundredths) / 100)


@given(CONTRACTS, PEOPLE, some.integers(1, 12))
def test_the_parts_of_a_contract_are_the_whole(contract, fte, month):
    """The quarters add up to the contract's length, and a short contract's people to themselves, within rounding."""
    quarters = list(quarters_of(contract, month))
    length = length_in_years(contract, month)
    assert sum(length_in_years(quarter, month) for quarter in quarters) == length
    slack = Decimal("0.0001") * len(quarters)
    for term in Term:
        posted = sum(person_time(fte, q, contract=contract, term=term, month=month) for q in quarters)
        shorter = term is Term.YEAR_OR_CONTRACT and length < 1
        expected = fte if shorter else fte * length.numerator / length.denominator
        assert abs(posted - expected) <= slack


@given(CONTRACTS, some.integers(1, 12))
def test_a_whole_year_is_one_year(contract, month):
    year = FinancialYear.holding(contract.start, month)
    assert length_in_years(year.period, month) == 1


@given(CONTRACTS, PEOPLE, PEOPLE)
def test_more_people_never_count_for_less(contract, fte, more):
    quarter = next(quarters_of(contract))
    for term in Term:
        one = person_time(fte, quarter, contract=contract, term=term)
        other = person_time(fte + more, quarter, contract=contract, term=term)
        assert 0 <= one <= other


@given(CONTRACTS, PEOPLE)
def test_nobody_counts_for_more_than_themselves_in_a_year(contract, fte):
    for quarter in quarters_of(contract):
        whole = person_time(fte, quarter, contract=contract, term=Term.YEAR_OR_CONTRACT)
        assert person_time(fte, quarter, contract=contract, term=Term.YEAR) <= whole <= fte
