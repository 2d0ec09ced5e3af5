"""Where a level stands (a percentage, people on the living wage) that is recorded in each return and never added up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from measures.domain.units import HowItAddsUp, Unit

HUNDREDTH = Decimal("0.01")
WHICH = {
    HowItAddsUp.LATEST: "the latest",
    HowItAddsUp.AVERAGE: "the average",
    HowItAddsUp.MAXIMUM: "the highest",
}


def level(adds_up: HowItAddsUp, said: Sequence[Decimal]) -> Decimal | None:
    """What stands of ``said``, the figures of the returns in the order of their periods; None where there are none.

    An average is taken over the returns that gave a figure, to two places, half-up: 60, 62 and 65 stand as 62.33. A
    missing figure is missing and not 0. Raises ValueError for what is added up.
    """
    if not adds_up.is_level:
        raise ValueError("This is added up: it has no level.")
    if not said:
        return None
    if adds_up is HowItAddsUp.LATEST:
        return said[-1]
    if adds_up is HowItAddsUp.MAXIMUM:
        return max(said)
    return (sum(said, Decimal(0)) / len(said)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def level_words(
    adds_up: HowItAddsUp, said: Sequence[Decimal], unit: Unit = Unit.PERCENT, one: str = "", many: str = ""
) -> str:
    """``62%, the average of 3 returns``; ``5 FTE, of 1 return``; empty where there are no figures. ``one`` and ``many``
    name an item."""
    stands = level(adds_up, said)
    if stands is None:
        return ""
    number = len(said)
    of = f"{WHICH[adds_up]} of {number} returns" if number > 1 else "of 1 return"
    return f"{unit.quantity_words(stands, one, many)}, {of}"
