"""What a contract decides: when it can be signed, and how people in post are averaged."""

from datetime import date
from decimal import Decimal

import pytest

from measures.domain.units import HowItAddsUp, Term, Unit
from procurement.contracts.domain import Counting, contract_reference, signing_refusal
from socialvalue.periods import Period, quarters_of

FOUR_YEARS = Period(date(2027, 4, 1), date(2031, 3, 31))
HALF_YEAR = Period(date(2027, 4, 1), date(2027, 9, 30))


def counting(unit=Unit.FTE, adds_up=HowItAddsUp.STOCK, contract=FOUR_YEARS, **more) -> Counting:
    """People in post over four years, or what is told."""
    return Counting(unit, adds_up, more.pop("term", Term.YEAR_OR_CONTRACT), contract, **more)


def test_a_contract_takes_the_reference_of_its_procurement():
    """One can be told from the other, and found from it."""
    assert contract_reference("RMBC-2026-014") == "RMBC-2026-014-C1"


@pytest.mark.parametrize(
    ("signed_on", "words"),
    [
        (date(2027, 3, 2), None),
        (date(2027, 3, 1), None),
        (date(2027, 2, 1), None),
        (date(2027, 3, 3), "cannot be in the future"),
        (date(2027, 1, 31), "awarded on 1 February 2027"),
    ],
)
def test_the_day_of_signature(signed_on, words):
    """From the award to today."""
    refusal = signing_refusal(
        signed_on, today=date(2027, 3, 2), awarded_on=date(2027, 2, 1), ends_on=date(2031, 3, 31)
    )
    assert (words in refusal) if words else refusal is None


def test_a_contract_is_not_signed_after_its_end():
    """A year that was mistyped."""
    refusal = signing_refusal(
        date(2031, 4, 1), today=date(2032, 1, 1), awarded_on=date(2027, 2, 1), ends_on=date(2031, 3, 31)
    )
    assert "ends on 31 March 2031" in refusal


def test_ten_full_time_and_five_half_time_over_two_years():
    """10 x 1 + 5 x 0.5 = 12.5 FTE in post; 8 quarters x 12.5 x 0.25 = 25 FTE-years, and never 8 x 12.5 = 100."""
    count = counting(contract=Period(date(2027, 4, 1), date(2029, 3, 31)))
    in_post = 10 * Decimal(1) + 5 * Decimal("0.5")
    assert len(count.quarters) == 8
    assert count.profile_words(dict.fromkeys(count.quarters, in_post)) == (
        "12.5 FTE in post on average: 25 FTE-years"
    )


def test_five_in_post_through_four_years():
    """1.25 FTE-years a quarter, 5 a year, 20 over four years, and 5 in post on average."""
    count = counting()
    quarters = count.quarters
    assert len(quarters) == 16
    posted = {quarter: count.posted(Decimal(5), quarter) for quarter in quarters}
    assert set(posted.values()) == {Decimal("1.2500")}
    assert count.average_in_post(posted, quarters) == Decimal("5.00")
    assert count.profile_words(dict.fromkeys(quarters, Decimal(5))) == (
        "5 FTE in post on average: 20 FTE-years"
    )


def test_two_in_post_through_a_six_month_contract():
    """1.00 + 1.00 where the contract is the shorter term, 0.50 + 0.50 where the term is a year; 2 in post either way."""
    for term, each in ((Term.YEAR_OR_CONTRACT, "1.0000"), (Term.YEAR, "0.5000")):
        count = counting(contract=HALF_YEAR, term=term)
        posted = {quarter: count.posted(Decimal(2), quarter) for quarter in count.quarters}
        assert set(posted.values()) == {Decimal(each)}
        assert count.average_in_post(posted, posted) == Decimal("2.00")


def test_an_average_is_over_the_quarters_that_it_is_asked_for():
    """Four in post in one of two quarters: 2 over both, 4 over the one that was reported."""
    count = counting()
    first, second = count.quarters[:2]
    posted = {first: count.posted(Decimal(4), first)}
    assert count.average_in_post(posted, [first, second]) == Decimal("2.00")
    assert count.average_in_post(posted, posted) == Decimal("4.00")
    assert count.average_in_post({}, []) is None


def test_a_clipped_quarter_weighs_by_its_days():
    """46 of 92 days of July to September: 10 in post are 1.25 FTE-years, and 10 in post on average."""
    term = Period(date(2027, 8, 16), date(2028, 9, 30))
    count = counting(contract=term)
    first = next(quarters_of(term))
    assert first == Period(date(2027, 8, 16), date(2027, 9, 30))
    posted = count.posted(Decimal(10), first)
    assert posted == Decimal("1.2500")
    assert count.average_in_post({first: posted}, [first]) == Decimal("10.00")


@pytest.mark.parametrize(
    ("unit", "quantities", "words"),
    [
        (Unit.WEEK, [3, 4], "7 weeks"),
        (Unit.GBP, [100, Decimal("0.50")], "£100.50"),
        (Unit.PERCENT, [90, 95], "90% to 95%"),
        (Unit.PERCENT, [90, 90], "90%"),
        (Unit.NARRATIVE, [0], ""),
        (Unit.TCO2E, [1], "1 tonne"),
    ],
)
def test_a_profile_in_words(unit, quantities, words):
    """What it comes to, in the measure's own unit."""
    count = counting(unit, HowItAddsUp.FLOW)
    profile = {q: Decimal(n) for q, n in zip(count.quarters, quantities, strict=False)}
    assert count.profile_words(profile) == words


def test_half_of_the_last_place_of_an_average_in_post_goes_up():
    """A quarter of a post through one quarter of two: 0.0625 FTE-years / 0.5 = 0.125, which is 0.13."""
    count = counting()
    first, second = count.quarters[:2]
    posted = count.posted(Decimal("0.25"), first)
    assert posted == Decimal("0.0625")
    assert count.average_in_post({first: posted}, [first, second]) == Decimal("0.13")
