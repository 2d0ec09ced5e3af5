"""Where a percentage stands by hand-worked examples, and by what holds for every row of figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.file import FrameworkErrors, read_framework
from measures.domain.level import level, level_words
from measures.domain.units import HowItAddsUp
from tests.policies.builders import text_of

LEVELS = [HowItAddsUp.LATEST, HowItAddsUp.AVERAGE, HowItAddsUp.MAXIMUM]
SHARES = some.lists(some.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("adds_up", "words"),
    [
        (HowItAddsUp.LATEST, "61%, the latest of 3 returns"),
        (HowItAddsUp.AVERAGE, "62%, the average of 3 returns"),
        (HowItAddsUp.MAXIMUM, "65%, the highest of 3 returns"),
    ],
)
def test_three_returns(adds_up, words):
    """60%, 65% and 61%: (60 + 65 + 61) / 3 = 186 / 3 = 62; never 186%."""
    assert level_words(adds_up, [Decimal(60), Decimal(65), Decimal(61)]) == words


def test_an_average_is_rounded_half_up_to_two_places():
    """(60 + 62 + 65) / 3 = 62.333...; (0.01 + 0.02) / 2 = 0.015, which is 0.02."""
    assert level(HowItAddsUp.AVERAGE, [Decimal(60), Decimal(62), Decimal(65)]) == Decimal("62.33")
    assert level(HowItAddsUp.AVERAGE, [Decimal("0.01"), Decimal("0.02")]) == Decimal("0.02")


def test_one_return_and_none():
    """No figure is no level, which is not 0%."""
    assert level_words(HowItAddsUp.AVERAGE, [Decimal(0)]) == "0%, of 1 return"
    assert level_words(HowItAddsUp.LATEST, []) == "" and level(HowItAddsUp.MAXIMUM, []) is None


@pytest.mark.parametrize("adds_up", [HowItAddsUp.FLOW, HowItAddsUp.STOCK])
def test_what_is_added_up_has_no_level(adds_up):
    with pytest.raises(ValueError, match="has no level"):
        level(adds_up, [Decimal(1)])


@given(some.sampled_from(LEVELS), SHARES)
def test_a_level_lies_between_the_lowest_and_the_highest(adds_up, said):
    assert min(said) <= level(adds_up, said) <= max(said)


@given(some.sampled_from(LEVELS), some.decimals(min_value=0, max_value=100, places=2), some.integers(1, 16))
def test_the_same_figure_again_and_again_stays_what_it_is(adds_up, share, times):
    assert level(adds_up, [share] * times) == share


@pytest.mark.parametrize(
    ("unit", "adds_up", "is_read"),
    [
        ("percent", "latest", True),
        ("percent", "average", True),
        ("percent", "maximum", True),
        ("percent", "flow", False),
        ("percent", "stock", False),
        ("hour", "latest", False),
        ("hour", "flow", True),
        ("fte", "average", False),
    ],
)
def test_a_file_says_how_a_percentage_stands(unit, adds_up, is_read):
    text = text_of("rotherham")
    old = "    unit: tco2e\n    adds_up: flow\n"
    assert old in text
    text = text.replace(old, f"    unit: {unit}\n    adds_up: {adds_up}\n", 1)
    text = text.replace("    valued_by: carbon\n", "", 1)
    if is_read:
        assert read_framework(text, "rotherham.yaml").measure("emissions").adds_up == adds_up
    else:
        with pytest.raises(FrameworkErrors, match="adds_up"):
            read_framework(text, "rotherham.yaml")
