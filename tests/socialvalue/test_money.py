"""One function rounds money, half-up to the penny."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.money import pounds, round_pounds, with_vat


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.004999", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("1.115", "1.12")],
)
def test_half_a_penny_goes_up(amount, rounded):
    """And away from nothing below it."""
    assert round_pounds(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "printed"),
    [("2973.41", "£2,973.41"), ("0", "£0.00"), ("-12.5", "-£12.50"), ("1234567.891", "£1,234,567.89")],
)
def test_pounds_as_they_are_printed(amount, printed):
    """With commas and two places."""
    assert pounds(Decimal(amount)) == printed


def test_vat_is_added_at_its_rate():
    """£173,100.00 and a fifth of it, £34,620.00, is the threshold of 2026, £207,720.00."""
    assert with_vat(Decimal("173100.00"), Decimal("0.20")) == Decimal("207720.00")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_rounding_moves_by_at_most_half_a_penny(amount):
    """And twice is the same as once."""
    rounded = round_pounds(amount)
    assert abs(rounded - amount) <= Decimal("0.005")
    assert round_pounds(rounded) == rounded
