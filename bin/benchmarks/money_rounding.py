"""Rounding 10,000 amounts to the penny, beside Decimal's own quantize."""

from decimal import ROUND_HALF_UP, Decimal

from socialvalue.money import round_pounds

AMOUNTS = [Decimal(number * 7919 % 1_000_003) / Decimal(997) for number in range(10_000)]
PENNY = Decimal("0.01")


def work() -> Decimal:
    """The total of lines rounded by the program."""
    return sum((round_pounds(amount) for amount in AMOUNTS), Decimal(0))


def floor() -> Decimal:
    """The same total by Decimal alone."""
    return sum((amount.quantize(PENNY, ROUND_HALF_UP) for amount in AMOUNTS), Decimal(0))
