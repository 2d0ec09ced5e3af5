"""What is typed into a box for a quantity: the right unit is read, a wrong one is refused in words that mend it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from measures.domain.typed import WrongUnit, bare_number
from measures.domain.units import Unit
from socialvalue.access.forms import QuantityField


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        (Unit.WEEK, "12 weeks", "12"),
        (Unit.WEEK, " 1 Week ", "1"),
        (Unit.WEEK, "12", "12"),
        (Unit.WEEK, "1,200.5 weeks.", "1,200.5"),
        (Unit.HOUR, "7.5hrs", "7.5"),
        (Unit.FTE, "4.5 FTE", "4.5"),
        (Unit.FTE, "12.5 full-time  equivalents", "12.5"),
        (Unit.GBP, "£500", "500"),
        (Unit.GBP, "500 pounds", "500"),
        (Unit.TCO2E, "3 tonnes of CO2e", "3"),
        (Unit.PERCENT, "62%", "62"),
        (Unit.PERCENT, "62 per cent", "62"),
        (Unit.WEEK, "", ""),
        (Unit.WEEK, "some", "some"),
        (Unit.WEEK, "5-", "5-"),
    ],
)
def test_the_right_unit_is_read_and_what_is_no_number_is_left(unit, typed, number):
    assert bare_number(typed, unit) == number


def test_an_item_is_called_by_its_own_name():
    assert bare_number("3 Apprenticeships", Unit.ITEM, "apprenticeship", "apprenticeships") == "3"
    with pytest.raises(WrongUnit, match=r"counts apprenticeships.* You entered 36 weeks: enter"):
        bare_number("36 weeks", Unit.ITEM, "apprenticeship", "apprenticeships")


@pytest.mark.parametrize(
    ("unit", "typed", "words"),
    [
        (
            Unit.FTE,
            "6 jobs",
            "This measure counts full-time equivalents in post. 6 jobs may be fewer: enter the FTE, such as 4.5",
        ),
        (
            Unit.FTE,
            "24 FTE-years",
            "This measure asks for full-time equivalents in post. 24 FTE-years are people times years: enter how many "
            "are in post on average, such as 4.5",
        ),
        (Unit.WEEK, "6 months", "This measure counts weeks. You entered 6 months: enter the number alone, such as 12"),
        (Unit.WEEK, "£500", "This measure counts weeks. You entered £500: enter the number alone, such as 12"),
        (Unit.HOUR, "2 days", "This measure counts hours. You entered 2 days: enter the number alone, such as 12"),
        (Unit.GBP, "500 hours", "This measure counts pounds. You entered 500 hours: enter the number alone, such as 1,200.50"),
        (Unit.TCO2E, "3 kg", "This measure counts tonnes of CO2e. You entered 3 kg: enter the number alone, such as 12"),
        (Unit.PERCENT, "5 people", "This measure counts a percentage. You entered 5 people: enter the number alone, such as 62"),
    ],
)  # fmt: skip
def test_another_unit_is_refused(unit, typed, words):
    with pytest.raises(WrongUnit) as refused:
        bare_number(typed, unit)
    assert str(refused.value) == words


@given(some.sampled_from(list(Unit)), some.text(max_size=30))
def test_whatever_is_typed_is_read_left_or_refused(unit, typed):
    """Never another error, and a number alone is always taken."""
    try:
        bare_number(typed, unit)
    except WrongUnit as refused:
        assert "This measure" in str(refused)
    assert bare_number("12.5", unit) == "12.5"


def test_the_box_refuses_at_the_field():
    field = QuantityField(label="Local jobs")
    field.read = lambda typed: bare_number(typed, Unit.FTE)
    assert field.clean("4.5 FTE") == field.clean("4.5")
    with pytest.raises(ValidationError, match="6 jobs may be fewer") as refused:
        field.clean("6 jobs")
    assert refused.value.code == "unit"
