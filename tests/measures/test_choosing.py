"""Which choice values a measure on a day, and what it makes of a value."""

from datetime import date
from decimal import Decimal

import pytest

from measures.domain.choosing import (
    BY_POLICY,
    BY_THE_POLICY,
    CannotBeValued,
    Choice,
    chosen,
    chosen_for_all,
    in_force,
)
from measures.domain.units import Unit
from measures.domain.valuation import Factor, FactorKind, OverTime, Valuation, value
from tests.measures.test_deflating import CALENDAR, FINANCIAL

DAY = date(2027, 4, 1)
DEADWEIGHT = (Factor(FactorKind.DEADWEIGHT, Decimal("0.20"), "Few would have come by themselves."),)
WEEKS = Valuation(unit=Unit.WEEK, values=((None, Decimal(250)),), short="invented", price_year="2022")
NET = Valuation(
    unit=Unit.WEEK, values=((None, Decimal(200)),), short="net of it", price_year="2022", net=True
)


def choice(number: int, measure: str = "", day: date = DAY, **more) -> Choice:
    return Choice(number, measure, more.pop("valued_by", BY_POLICY), day, **more)


def apply(to: Valuation, by: Choice, how=chosen) -> Valuation:
    return how(to, by, first_year=2027, deflators=[FINANCIAL, CALENDAR])


def test_where_nothing_was_chosen_the_policys_own_table_values_it_gross():
    assert in_force([], "weeks", DAY) is BY_THE_POLICY
    assert apply(WEEKS, BY_THE_POLICY) == WEEKS


def test_a_choice_holds_from_its_day():
    """The day before it does not."""
    made = [choice(1)]
    assert in_force(made, "weeks", date(2027, 3, 31)) is BY_THE_POLICY
    assert in_force(made, "weeks", DAY).number == 1


def test_one_for_the_measure_goes_before_one_for_all_even_a_later_one():
    made = [choice(1, "weeks"), choice(2, day=date(2027, 6, 1))]
    assert in_force(made, "weeks", date(2028, 1, 1)).number == 1
    assert in_force(made, "hours", date(2028, 1, 1)).number == 2


def test_the_latest_day_decides_and_on_one_day_the_last_that_was_made():
    made = [choice(3), choice(1, day=date(2027, 6, 1)), choice(2, day=date(2027, 6, 1))]
    assert in_force(made, "weeks", date(2027, 6, 1)).number == 2
    assert in_force(made, "weeks", date(2027, 5, 31)).number == 3


def test_the_choice_adjusts_uprates_and_discounts_by_hand():
    """12 weeks x £250 x 100 / 90.5005 = £3,314.898...; x 0.80 = £2,651.919...; in the second year after the first
    x 0.70^2 / 1.035^2 = £2,651.919 x 0.49 / 1.071225 = £1,213.04."""
    found = apply(
        WEEKS,
        choice(
            1,
            "weeks",
            factors=DEADWEIGHT,
            drop_off=Decimal("0.30"),
            discount=Decimal("0.035"),
            price_year="2024",
        ),
    )
    first, third = value(Decimal(12), found, 2027), value(Decimal(12), found, 2029)
    assert (first.gross, first.adjusted) == (Decimal("3314.90"), Decimal("2651.92"))
    assert (third.gross, third.adjusted) == (Decimal("3314.90"), Decimal("1213.04"))
    assert third.words == (
        "12 weeks x £250.00 (invented, 2022 prices) x "
        "100.0000 / 90.5005 (2022 to 2024 prices, GDP deflator, December 2025) x (1 - 0.20 deadweight) x "
        "(1 - 0.30 drop-off)^2 x 1 / 1.035^2 (discounting) = £1,213.04"
    )


@pytest.mark.parametrize("more", [{"factors": DEADWEIGHT}, {"drop_off": Decimal("0.1")}])
def test_a_value_that_is_net_is_not_adjusted_again(more):
    """Its own choice is refused; a choice for all leaves the adjustment out and does the rest."""
    with pytest.raises(CannotBeValued, match="already net"):
        apply(NET, choice(1, "weeks", **more))
    rest = apply(NET, choice(1, price_year="2024", discount=Decimal("0.035"), **more), chosen_for_all)
    assert rest.factors == () and rest.over_time == OverTime(2027, Decimal(0), Decimal("0.035"))
    assert rest.prices == "2024"


def test_a_net_value_may_be_discounted():
    assert apply(NET, choice(1, "weeks", discount=Decimal("0.035"))).over_time.discount == Decimal("0.035")


@pytest.mark.parametrize(
    ("price_year", "to", "why"),
    [
        ("", "2024", "has no year of prices"),
        ("2022", "2023/24", "No index of prices has both 2022 and 2023/24"),
        ("2010/11", "2024", "No index of prices has both 2010/11 and 2024"),
        ("2022", "2031", "No index of prices has both"),
    ],
)
def test_two_vintages_never_meet(price_year, to, why):
    """A calendar year of one and a financial year of the other have no common index. A choice for all leaves it out."""
    base = Valuation(unit=Unit.WEEK, values=((None, Decimal(1)),), price_year=price_year)
    with pytest.raises(CannotBeValued, match=why):
        apply(base, choice(1, "weeks", price_year=to))
    assert apply(base, choice(1, price_year=to), chosen_for_all).uprating is None


def test_the_year_of_its_own_prices_needs_no_index():
    assert apply(WEEKS, choice(1, "weeks", price_year="2022")).uprating is None


def test_what_is_not_valued_stays_so():
    assert apply(Valuation.none(Unit.HOUR), choice(1, "hours", factors=DEADWEIGHT)) == Valuation.none(
        Unit.HOUR
    )


def test_a_choice_names_its_table_or_its_method():
    assert (
        choice(1, valued_by="open:carbon").table == "carbon" and not choice(1, valued_by="open:carbon").method
    )
    assert (
        choice(1, valued_by="licensed:toms").method == "toms"
        and not choice(1, valued_by="licensed:toms").table
    )
