"""Pounds by worked examples with the arithmetic in words, and by what holds for every value."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.file import FrameworkErrors
from measures.domain.deflating import Uprating
from measures.domain.units import Unit
from measures.domain.valuation import Factor, FactorKind, OverTime, Valuation, value
from measures.domain.values import read_values
from tests.policies.builders import FIXTURES, framework

VALUES = FIXTURES / "values"
TABLES = {path.stem: read_values(path.read_text(), path.name) for path in VALUES.glob("*.yaml")}
CARBON = TABLES["carbon"].valuation()
WEEKS = Valuation(
    unit=Unit.WEEK,
    values=((None, Decimal(250)),),
    short="an invented source, 2026",
    factors=(Factor(FactorKind.DEADWEIGHT, Decimal("0.20")),),
)

EVERYTHING = replace(
    WEEKS,
    price_year="2022",
    uprating=Uprating("2022", "2024", Decimal("90.5005"), Decimal(100), "December 2025"),
    over_time=OverTime(2025, Decimal("0.3"), Decimal("0.035")),
    method="toms",
    method_name="TOMs",
    secret=True,
)


def test_twelve_tonnes_in_2026():
    """12 x £277.22 = £3,326.64."""
    valued = value(Decimal(12), CARBON, 2026)
    assert (valued.gross, valued.adjusted) == (Decimal("3326.64"), Decimal("3326.64"))
    assert valued.words == "12 tonnes x £277.22 (DESNZ 2023, 2026, 2022 prices) = £3,326.64"


def test_a_gift_is_worth_its_amount():
    valued = value(Decimal("2973.41"), TABLES["face-value"].valuation(), 2027)
    assert valued.gross == Decimal("2973.41")
    assert valued.words == "£2,973.41 x £1.00 (face value) = £2,973.41"


def test_an_adjusted_value_keeps_both_figures():
    """12 x £250.00 x (1 - 0.20) = £2,400.00, of £3,000.00."""
    valued = value(Decimal(12), WEEKS, 2026)
    assert (valued.gross, valued.adjusted) == (Decimal("3000.00"), Decimal("2400.00"))
    assert valued.words == "12 weeks x £250.00 (an invented source, 2026) x (1 - 0.20 deadweight) = £2,400.00"


def test_all_factors_multiply_and_attribution_is_what_is_kept():
    """£1,000 x 0.8 x 0.75 x 0.9 x 0.95 x 0.5 = £256.50."""
    factors = (
        Factor(FactorKind.DEADWEIGHT, Decimal("0.2")),
        Factor(FactorKind.DISPLACEMENT, Decimal("0.25")),
        Factor(FactorKind.LEAKAGE, Decimal("0.1")),
        Factor(FactorKind.SUBSTITUTION, Decimal("0.05")),
        Factor(FactorKind.ATTRIBUTION, Decimal("0.5")),
    )
    valued = value(
        Decimal(1000), Valuation(unit=Unit.GBP, values=((None, Decimal(1)),), factors=factors), 2026
    )
    assert valued.adjusted == Decimal("256.50")
    assert valued.words.endswith("x (1 - 0.05 substitution) x 0.5 attribution = £256.50")


@pytest.mark.parametrize(
    ("quantity", "worth", "pounds"),
    [("1", "0.005", "0.01"), ("1", "0.0049", "0.00"), ("3", "0.335", "1.01"), ("-1", "0.005", "-0.01")],
)
def test_a_line_is_rounded_once_half_up(quantity, worth, pounds):
    valuation = Valuation(unit=Unit.HOUR, values=((None, Decimal(worth)),))
    assert value(Decimal(quantity), valuation, 2026).gross == Decimal(pounds)


def test_a_unit_value_shows_its_fractions_of_a_penny():
    valuation = Valuation(unit=Unit.HOUR, values=((None, Decimal("0.335")),))
    assert value(Decimal(3), valuation, 2026).words == "3 hours x £0.335 = £1.01"


def test_not_valued_is_not_zero():
    assert value(Decimal(12), Valuation.none(Unit.HOUR), 2026) is None
    assert value(Decimal(12), CARBON, 2051) is None
    assert value(Decimal(0), CARBON, 2026).gross == 0
    assert not Valuation.none(Unit.HOUR).is_valued
    assert CARBON.is_valued


@pytest.mark.parametrize(
    "valuation", [CARBON, WEEKS, EVERYTHING, Valuation.none(Unit.FTE), TABLES["face-value"].valuation()]
)
def test_a_valuation_is_kept_exactly(valuation):
    assert Valuation.from_dict(json.loads(json.dumps(valuation.to_dict()))) == valuation


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"net": True, "factors": WEEKS.factors}, "already net"),
        ({"net": True, "over_time": OverTime(2026, Decimal("0.1"))}, "already net"),
        ({"values": ((2026, Decimal(1)), (2026, Decimal(2)))}, "each year once"),
        ({"values": ((None, Decimal(1)), (2026, Decimal(2)))}, "each year once"),
        ({"values": ((None, Decimal(-1)),)}, "0 or more"),
        ({"values": ((None, Decimal("NaN")),)}, "0 or more"),
        ({"factors": WEEKS.factors * 2}, "once"),
    ],
)
def test_a_valuation_that_makes_no_sense_is_refused(fields, words):
    with pytest.raises(ValueError, match=words):
        Valuation(**{"unit": Unit.WEEK, "values": ((None, Decimal(1)),), **fields})


@pytest.mark.parametrize("rate", ["-0.01", "1.01", "NaN"])
def test_a_rate_is_a_share(rate):
    with pytest.raises(ValueError, match="share from 0 to 1"):
        Factor(FactorKind.LEAKAGE, Decimal(rate))


@pytest.mark.parametrize(("rate", "pounds"), [("0", "10.00"), ("1", "0.00")])
def test_a_share_may_be_nothing_or_all(rate, pounds):
    factors = (Factor(FactorKind.LEAKAGE, Decimal(rate)),)
    assert value(
        Decimal(10), Valuation(Unit.GBP, ((None, Decimal(1)),), factors=factors), 2026
    ).adjusted == Decimal(pounds)


def test_every_table_says_where_it_comes_from():
    for table in TABLES.values():
        assert table.source and table.licence and table.edition and table.basis
        assert table.valuation().source == table.source


def test_carbon_has_every_year_and_its_range():
    """The department's own first and last figures, and a range of half below and half above."""
    series = {one.year: one for one in TABLES["carbon"].series}
    assert list(series) == list(range(2020, 2051))
    assert (series[2020].central, series[2050].central) == (Decimal("253.19"), Decimal("397.54"))
    for one in series.values():
        assert abs(one.low - one.central / 2) <= Decimal("0.01")
        assert abs(one.high - one.central * 3 / 2) <= Decimal("0.02")
    low = TABLES["carbon"].valuation("low")
    assert low.value_for(2026) == Decimal("138.61")


def test_every_value_that_a_framework_names_is_here_in_the_measures_unit():
    for path in (FIXTURES / "councils").glob("*.yaml"):
        for measure in framework(path.stem).measures:
            if measure.valued_by:
                assert TABLES[measure.valued_by].unit is measure.unit


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("unit: tco2e", "unit: kg", "unit", "expected 'fte'"),
        ("licence:", "license:", "license", "Did you mean “licence”?"),
        ("central: 253.19,", "central: £253.19,", "series[0].central", "without £"),
        ("low: 126.6,", "low: 999,", "series[0]", "not in order"),
        ("{year: 2021,", "{year: 2020,", "", "must rise"),
        ("{year: 2021,", "{year: 21,", "series[1].year", "1990 or more"),
        ("low: 126.6,", "low: -1,", "series[0].low", "0 or more"),
        ("net: false", "net: false\nfor_all_years: 1", "", "one of them"),
    ],
)
def test_a_mistake_in_a_table_is_named(old, new, key, words):
    text = (VALUES / "carbon.yaml").read_text()
    assert old in text
    with pytest.raises(FrameworkErrors) as caught:
        read_values(text.replace(old, new, 1), "carbon.yaml")
    assert any(key in error.key and words in error.message for error in caught.value.errors), str(
        caught.value
    )


def test_a_table_without_a_range_says_so():
    text = (VALUES / "carbon.yaml").read_text().replace("low: 126.6, ", "", 1)
    with pytest.raises(ValueError, match="no low value for 2020"):
        read_values(text, "carbon.yaml").valuation("low")


QUANTITIES = some.integers(0, 10**10).map(lambda n: Decimal(n) / 10_000)
WORTHS = some.integers(0, 10**9).map(lambda n: Decimal(n) / 1000)
SHARES = some.integers(0, 100).map(lambda n: Decimal(n) / 100)
FACTORS = some.lists(
    some.builds(Factor, some.sampled_from(FactorKind), SHARES), unique_by=lambda f: f.kind, max_size=5
).map(tuple)


@given(QUANTITIES, WORTHS, FACTORS)
def test_an_adjustment_never_raises_a_value_nor_makes_it_negative(quantity, worth, factors):
    valued = value(quantity, Valuation(unit=Unit.HOUR, values=((None, worth),), factors=factors), 2026)
    assert 0 <= valued.adjusted <= valued.gross


OVER_TIME = some.none() | some.builds(OverTime, some.integers(2020, 2040), SHARES, SHARES)
INDEXES = some.integers(1, 10**6).map(lambda n: Decimal(n) / 10_000)
UPRATINGS = some.builds(Uprating, some.just(""), some.just("2024"), INDEXES, INDEXES, some.just("invented"))


@given(QUANTITIES, WORTHS, FACTORS, OVER_TIME, UPRATINGS, some.integers(2015, 2060))
def test_nor_do_later_years_and_other_prices(quantity, worth, factors, over_time, uprating, year):
    """Neither fading nor discounting makes a value larger, also in years before the first."""
    valuation = Valuation(
        Unit.HOUR, ((None, worth),), factors=factors, over_time=over_time, uprating=uprating
    )
    found = value(quantity, valuation, year)
    assert 0 <= found.adjusted <= found.gross
    later = value(quantity, valuation, year + 1)
    assert later.adjusted <= found.adjusted and later.gross == found.gross


def test_all_of_it_may_be_gone_after_the_first_year():
    """£3,000 in the first year with a drop-off of 100%, and nothing in the next."""
    gone = Valuation(Unit.HOUR, ((None, Decimal(3000)),), over_time=OverTime(2026, drop_off=Decimal(1)))
    assert [value(Decimal(1), gone, year).adjusted for year in (2026, 2027)] == [Decimal(3000), Decimal(0)]


def test_nothing_fades_in_the_first_year():
    """£3,000 x 0.80 in 2025; in 2026 x 0.70 / 1.035 as well: £2,400 x 100 / 90.5005 = £2,651.92, then £1,793.57."""
    first, second = value(Decimal(12), EVERYTHING, 2025), value(Decimal(12), EVERYTHING, 2026)
    assert first.adjusted == value(Decimal(12), EVERYTHING, 2024).adjusted == Decimal("2651.92")
    assert second.adjusted == Decimal("1793.57")


@pytest.mark.parametrize(
    "rates", [("-0.01", "0"), ("1.01", "0"), ("0", "-0.01"), ("0", "1.01"), ("NaN", "0")]
)
def test_rates_over_time_are_shares(rates):
    with pytest.raises(ValueError, match="share from 0 to 1"):
        OverTime(2026, *map(Decimal, rates))


@given(QUANTITIES, QUANTITIES, WORTHS)
def test_a_value_is_linear_in_quantity_before_rounding(one, other, worth):
    """Two lines come to their sum within the penny that each may be rounded by."""
    valuation = Valuation(unit=Unit.HOUR, values=((None, worth),))
    parts = value(one, valuation, 2026).gross + value(other, valuation, 2026).gross
    assert abs(parts - value(one + other, valuation, 2026).gross) <= Decimal("0.01")


@given(QUANTITIES, WORTHS, FACTORS)
def test_a_reversal_is_exact(quantity, worth, factors):
    valuation = Valuation(unit=Unit.HOUR, values=((None, worth),), factors=factors)
    there, back = value(quantity, valuation, 2026), value(-quantity, valuation, 2026)
    assert there.gross + back.gross == 0
    assert there.adjusted + back.adjusted == 0


@given(QUANTITIES, some.integers(1990, 2100))
def test_a_dated_value_is_that_of_its_year_or_none(quantity, year):
    valued = value(quantity, CARBON, year)
    assert (valued is not None) == (2020 <= year <= 2050)
