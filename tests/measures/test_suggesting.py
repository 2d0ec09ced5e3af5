"""A proportionate quantity from past contracts: worked examples, and what holds for all of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures.domain.proportion import Purchase
from measures.domain.suggesting import Past, sensible, suggest
from measures.domain.units import Term, Unit
from socialvalue.periods import Period

TWO_YEARS = Period(date(2027, 4, 1), date(2029, 3, 31))
HALF_A_YEAR = Period(date(2027, 4, 1), date(2027, 9, 30))


def suggested(past, unit=Unit.HOUR, price="500000", term=TWO_YEARS, category="77", least=3, **more):
    of = Purchase(term=term, price=None if price is None else Decimal(price))
    return suggest(past, of, unit=unit, category=category, least_of_a_category=least, **more)


def past(quantity, value, category="77") -> Past:
    return Past(Decimal(quantity), Decimal(value), category)


def test_the_middle_of_three():
    """For each £1,000: 100 / 1,000 = 0.1, 600 / 2,000 = 0.3, 200 / 1,000 = 0.2 hours. The middle is 0.2; at £500,000 100
    hours, between 50 and 150."""
    found = suggested([past(100, "1000000"), past(600, "2000000"), past(200, "1000000")])
    assert (found.amount, found.contracts, found.of_category) == (100, 3, True)
    assert found.words == "About 100 hours"
    assert found.from_words == (
        "The middle of 3 signed contracts of the same category, by their value. For this contract they come to between "
        "50 hours and 150 hours."
    )


def test_contracts_that_agree_are_told_to_agree():
    """50 and 50.1 hours are both said as 50."""
    assert (
        "they come to about 50 hours each."
        in suggested([past(100, "1000000"), past("100.2", "1000000")]).from_words
    )


def test_people_are_divided_by_the_length():
    """8 FTE-years for £1m are 4 for £500,000; over 2 years that is 2 people in post on average."""
    found = suggested([past(8, "1000000")], Unit.FTE)
    assert (found.amount, found.words) == (2, "About 2 FTE")
    assert found.from_words == "From 1 signed contract of the same category, by its value."


def test_people_for_a_whole_short_contract():
    """4 counted for £500,000. Where half a year throughout counts as 1, that is 4 people; where a year does, it is 8."""
    (one,) = [past(8, "1000000")]
    assert suggested([one], Unit.FTE, term=HALF_A_YEAR, counted_over=Term.YEAR_OR_CONTRACT).amount == 4
    assert suggested([one], Unit.FTE, term=HALF_A_YEAR).amount == 8


def test_two_of_a_category_are_too_few():
    """With two of three of the category all four contracts are taken: 0.1, 0.2, 0.3 and 1.0 an £1,000; the middle of four
    is (0.2 + 0.3) / 2 = 0.25, at £500,000 125 hours, said as 130."""
    same = [past(100, "1000000"), past(200, "1000000")]
    others = [past(300, "1000000", "45"), past(1000, "1000000", "")]
    found = suggested(same + others)
    assert (found.exact, found.words, found.contracts, found.of_category) == (
        125,
        "About 130 hours",
        4,
        False,
    )
    found = suggested([*same, *others, past(600, "2000000")])
    assert (found.contracts, found.of_category, found.amount) == (3, True, 100)


def test_without_a_category_all_are_taken():
    assert not suggested(
        [past(1, "1000", ""), past(2, "1000", ""), past(3, "1000", "")], category=""
    ).of_category


def test_what_cannot_be_suggested():
    assert suggested([]) is None
    assert suggested([past(1, "0")]) is None
    assert suggested([past(1, "1000")], price=None) is None
    assert suggested([past(1, "1000")], Unit.YES_NO) is None


def test_a_contract_that_is_too_small():
    """1 event for £1m is 0.05 for £50,000."""
    found = suggested([past(1, "1000000")], Unit.ITEM, "50000", one="event held", many="events held")
    assert found.words == "Fewer than 1 event held: the contract may be too small for this measure"


@pytest.mark.parametrize(
    ("unit", "number", "kept"),
    [
        (Unit.FTE, "0.3549", "0.35"),
        (Unit.FTE, "2.45", "2.5"),
        (Unit.HOUR, "125", "130"),
        (Unit.HOUR, "1249.99", "1200"),
        (Unit.ITEM, "2.5", "3"),
        (Unit.ITEM, "0.49", "0"),
        (Unit.GBP, "12499", "12000"),
        (Unit.GBP, "0", "0"),
    ],
)
def test_rounding_claims_no_more_than_is_known(unit, number, kept):
    assert str(sensible(Decimal(number), unit)) == kept


def test_pounds_are_said_without_pence():
    assert suggested([past(25000, "1000000"), past(50000, "1000000")], Unit.GBP).words == "About £19,000"


PASTS = some.lists(
    some.builds(
        past,
        some.decimals(min_value=0, max_value=100_000, places=4),
        some.decimals(min_value=1, max_value=10**9, places=2),
        some.sampled_from(["77", "45", ""]),
    ),
    min_size=1,
    max_size=9,
)
UNITS = some.sampled_from([Unit.FTE, Unit.WEEK, Unit.HOUR, Unit.GBP, Unit.TCO2E, Unit.ITEM])
PRICES = some.decimals(min_value=1, max_value=10**8, places=2)


@given(PASTS, UNITS, PRICES)
def test_twice_the_value_is_twice_the_quantity(pasts, unit, price):
    one, two = suggested(pasts, unit, price), suggested(pasts, unit, price * 2)
    assert abs(two.exact - 2 * one.exact) <= one.exact * Decimal("1e-20")


@given(PASTS, UNITS, PRICES)
def test_a_suggestion_lies_between_the_least_and_the_most(pasts, unit, price):
    found = suggested(pasts, unit, price)
    assert 0 <= found.least <= found.exact <= found.most


@given(PASTS, UNITS, PRICES)
def test_the_order_of_past_contracts_does_not_matter(pasts, unit, price):
    assert suggested(pasts, unit, price) == suggested(pasts[::-1], unit, price)
