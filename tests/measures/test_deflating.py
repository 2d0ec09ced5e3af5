"""Prices of one year in those of another, by hand and by what holds for every pair of years."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from councils.policies.domain.file import FrameworkErrors
from measures.domain.deflating import NoIndex, Uprating, read_deflator, uprated
from measures.domain.units import Unit
from measures.domain.valuation import Valuation, value
from socialvalue.money import round_pounds
from tests.policies.builders import FIXTURES

FILES = sorted((FIXTURES / "deflators").glob("*.yaml"))
VINTAGES = {path.stem: read_deflator(path.read_text(), path.name) for path in FILES}
CALENDAR, FINANCIAL = VINTAGES["calendar"], VINTAGES["financial"]


def test_a_pound_of_2022_in_prices_of_2024():
    """£260.96 x 100.0000 / 90.5005 = £288.352...: £288.35 to the penny."""
    by = CALENDAR.uprating("2022", "2024")
    assert round_pounds(uprated(Decimal("260.96"), by)) == Decimal("288.35")


def test_a_pound_of_2010_11_in_prices_of_2023_24():
    """£4,257.00 x 100 / 71.8147 = £5,927.755...: £5,927.76, as the open compilation prints it."""
    by = FINANCIAL.uprating("2010/11", "2023/24")
    assert round_pounds(uprated(Decimal(4257), by)) == Decimal("5927.76")


def test_a_line_is_rounded_once():
    """3 tonnes x £260.96 x 100 / 90.5005 = £865.056...: £865.06, and not 3 x £288.35 = £865.05."""
    carbon = Valuation(
        unit=Unit.TCO2E,
        values=((None, Decimal("260.96")),),
        short="DESNZ 2023",
        price_year="2022",
        uprating=CALENDAR.uprating("2022", "2024"),
    )
    found = value(Decimal(3), carbon, 2026)
    assert found.gross == Decimal("865.06")
    assert found.words == (
        "3 tonnes x £260.96 (DESNZ 2023, 2022 prices) x "
        "100.0000 / 90.5005 (2022 to 2024 prices, GDP deflator, December 2025) = £865.06"
    )
    assert carbon.prices == "2024"


@pytest.mark.parametrize(
    ("year", "to"), [("1989", "2024"), ("2022", "2025"), ("2022/23", "2024"), ("", "2024")]
)
def test_a_year_that_the_vintage_lacks_is_named(year, to):
    """A financial year is never looked up among calendar years, and two vintages never meet."""
    with pytest.raises(NoIndex, match="has no index for"):
        CALENDAR.uprating(year, to)


def test_values_are_uprated_from_the_year_of_their_own_prices():
    with pytest.raises(ValueError, match="in prices of 2019"):
        Valuation(
            unit=Unit.WEEK,
            values=((None, Decimal(1)),),
            price_year="2019",
            uprating=CALENDAR.uprating("2022", "2024"),
        )


YEARS = [one.year for one in CALENDAR.series]


@given(
    worth=some.decimals("0", "10000000", places=2),
    there=some.sampled_from(YEARS),
    back=some.sampled_from(YEARS),
)
def test_there_and_back_is_the_same_to_the_penny(worth, there, back):
    once = uprated(worth, CALENDAR.uprating(there, back))
    again = uprated(once, CALENDAR.uprating(back, there))
    assert abs(again - worth) <= Decimal("0.01")


@given(some.sampled_from(YEARS))
def test_to_its_own_year_a_value_stays_what_it_is(year):
    assert uprated(Decimal("277.22"), CALENDAR.uprating(year, year)) == Decimal("277.22")


def test_what_was_kept_comes_back():
    by = CALENDAR.uprating("2022", "2024")
    assert Uprating.from_dict(by.to_dict()) == by


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({'year: "1990"': 'year: "1990/91"'}, "all calendar years or all financial years"),
        ({'year: "1991"': 'year: "1990"'}, "must rise, each once"),
        ({"42.7537": "0"}, "greater than 0"),
        ({"vintage: December 2025": "colour: blue"}, "colour"),
    ],
)
def test_a_file_that_is_wrong_says_where(wrong, said):
    text = FILES[0].read_text()
    for old, new in wrong.items():
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(FrameworkErrors) as refused:
        read_deflator(text, "calendar.yaml")
    assert said in str(refused.value)


def test_every_vintage_says_where_it_is_from():
    assert {one.publisher for one in VINTAGES.values()} == {"HM Treasury"}
    assert all("Open Government Licence" in one.licence for one in VINTAGES.values())
    assert len(CALENDAR.series) == 35 and len(FINANCIAL.series) == 29
