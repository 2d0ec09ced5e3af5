"""Valuing 1,000,000 lines with every adjustment, beside one multiplication and one rounding for each."""

from decimal import ROUND_HALF_UP, Decimal

from councils.policies.domain.counting import Unit
from measures.domain.deflating import Uprating
from measures.domain.valuation import Factor, FactorKind, OverTime, Valuation, value

LINES = 1_000_000
PENNY = Decimal("0.01")
VALUATION = Valuation(
    unit=Unit.WEEK,
    values=tuple((year, Decimal(250) + Decimal(year) / 1000) for year in range(2020, 2050)),
    short="invented",
    price_year="2022",
    factors=(
        Factor(FactorKind.DEADWEIGHT, Decimal("0.2")),
        Factor(FactorKind.LEAKAGE, Decimal("0.1")),
        Factor(FactorKind.ATTRIBUTION, Decimal("0.75")),
    ),
    uprating=Uprating("2022", "2024", Decimal("90.5005"), Decimal(100), "invented"),
    over_time=OverTime(2026, Decimal("0.3"), Decimal("0.035")),
)
QUANTITIES = [(Decimal(number * 7919 % 1_000_003) / 4, 2026 + number % 10) for number in range(LINES)]


def work() -> Decimal:
    """What all lines are worth, each rounded once."""
    return sum((value(quantity, VALUATION, year).adjusted for quantity, year in QUANTITIES), Decimal(0))


RATES = {year: VALUATION.rate(year).adjusted for year in range(2026, 2036)}


def floor() -> Decimal:
    """The same lines times a number that is known beforehand, rounded by Decimal itself."""
    return sum(
        ((quantity * RATES[year]).quantize(PENNY, ROUND_HALF_UP) for quantity, year in QUANTITIES), Decimal(0)
    )
