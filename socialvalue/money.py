"""Money: exact pounds, rounded by one function, once per line, half-up to the penny."""

from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
MOST = Decimal("99999999999999.99")  # what numeric(16, 2) holds


def round_pounds(amount: Decimal) -> Decimal:
    """``amount`` in pounds, rounded half-up to the penny; totals are sums of such lines."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def pounds(amount: Decimal) -> str:
    """``£2,973.41``; a negative amount as ``-£2,973.41``."""
    rounded = round_pounds(amount)
    return f"{'-' if rounded < 0 else ''}£{abs(rounded):,.2f}"


def with_vat(amount_ex_vat: Decimal, rate: Decimal) -> Decimal:
    """Pounds including VAT at ``rate`` (0.20 is 20%), rounded half-up to the penny."""
    return round_pounds(amount_ex_vat * (1 + rate))
