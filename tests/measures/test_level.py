"""Where a level, such as a percentage, stands by hand-worked examples, and by what holds for every row of figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.file import FrameworkErrors, read_framework
from measures.domain.level import level, level_words
from measures.domain.units import HowItAddsUp, Unit
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
        ("hour", "latest", True),
        ("hour", "flow", True),
        ("fte", "average", True),
        ("fte", "maximum", True),
        ("fte", "flow", False),
        ("gbp", "maximum", True),
        ("narrative", "latest", False),
        ("yes_no", "average", False),
    ],
)
def test_a_file_says_how_a_level_stands(unit, adds_up, is_read):
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


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("adds_up", list(HowItAddsUp))
def test_nothing_that_fits_is_posted_but_what_is_added_up(unit, adds_up):
    """People in post and levels of them; a percentage is always a level, and words and yes or no never are."""
    if adds_up.misfit(unit):
        return
    if unit in (Unit.FTE, Unit.PERCENT):
        assert adds_up is not HowItAddsUp.FLOW
    assert adds_up.posts(unit) is (not adds_up.is_level and unit not in (Unit.PERCENT, Unit.NARRATIVE))


def test_a_level_has_no_value_in_a_file():
    """Pounds for one of what is never added up would be added up."""
    text = text_of("rotherham")
    text = text.replace("    unit: tco2e\n    adds_up: flow\n", "    unit: tco2e\n    adds_up: latest\n", 1)
    with pytest.raises(FrameworkErrors, match="valued_by"):
        read_framework(text, "rotherham.yaml")


def test_a_level_of_people_is_told_in_their_unit():
    """5 FTE, then 6, then 4: the latest is 4 and the highest 6; they are never 15."""
    said = [Decimal(5), Decimal(6), Decimal(4)]
    assert level_words(HowItAddsUp.LATEST, said, Unit.FTE) == "4 FTE, the latest of 3 returns"
    assert (
        level_words(HowItAddsUp.MAXIMUM, said, Unit.ITEM, "van", "vans") == "6 vans, the highest of 3 returns"
    )
