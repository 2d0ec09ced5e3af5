"""Which of a council's choices values a measure on a day, and what the choice makes of a value.

A choice for one measure goes before one for all; of several the one with the latest first day, and of these the last
that was made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from measures.domain.deflating import Deflator
from measures.domain.valuation import Factor, OverTime, Valuation

BY_POLICY = "policy"
NOTHING = "nothing"
OPEN_TABLE = "open:"
LICENSED = "licensed:"
NONE = Decimal(0)


@dataclass(frozen=True)
class Choice:
    """One recorded choice; ``number`` tells which of two was made later. ``measure`` is empty where it is for all."""

    number: int
    measure: str
    valued_by: str
    from_day: date
    factors: tuple[Factor, ...] = ()
    drop_off: Decimal = NONE
    discount: Decimal = NONE
    price_year: str = ""

    @property
    def adjusts(self) -> bool:
        """Whether it takes something off for what would have happened anyway and the like."""
        return bool(self.factors or self.drop_off)

    @property
    def table(self) -> str:
        """The key of the open table that it names, or nothing."""
        return self.valued_by.removeprefix(OPEN_TABLE) if self.valued_by.startswith(OPEN_TABLE) else ""

    @property
    def method(self) -> str:
        """The licensed method that it names, or nothing."""
        return self.valued_by.removeprefix(LICENSED) if self.valued_by.startswith(LICENSED) else ""


BY_THE_POLICY = Choice(0, "", BY_POLICY, date.min)


def in_force(choices: Iterable[Choice], measure: str, day: date) -> Choice:
    """The choice that values ``measure`` in a contract that is signed on ``day``; where none was made, the policy's own
    table, gross."""
    held = [one for one in choices if one.measure in ("", measure) and one.from_day <= day]
    return max(held, key=lambda one: (bool(one.measure), one.from_day, one.number), default=BY_THE_POLICY)


class CannotBeValued(ValueError):
    """The choice does not fit the value; the text can be shown."""


def chosen(base: Valuation, choice: Choice, *, first_year: int, deflators: Sequence[Deflator]) -> Valuation:
    """``base`` as the choice adjusts, uprates and discounts it, for a contract that begins in ``first_year``.

    Raises CannotBeValued where the value is already net and the choice would adjust it again, or where no vintage of the
    deflator has both years. A measure that is not valued stays so.
    """
    if not base.is_valued:
        return base
    if base.net and choice.adjusts:
        raise CannotBeValued(
            "This value is already net: what would have happened anyway was taken off by its publisher. "
            "Adjusting it again would take the same share off twice."
        )
    over_time = None
    if choice.drop_off or choice.discount:
        over_time = OverTime(first_year, choice.drop_off, choice.discount)
    uprating = None
    if choice.price_year and choice.price_year != base.price_year:
        uprating = _vintage(base, choice.price_year, deflators).uprating(base.price_year, choice.price_year)
    return replace(base, factors=choice.factors, over_time=over_time, uprating=uprating)


def chosen_for_all(
    base: Valuation, choice: Choice, *, first_year: int, deflators: Sequence[Deflator]
) -> Valuation:
    """The same under a choice for all measures: what does not fit this one value is left out, and the rest is done."""
    fits = choice
    if base.net:
        fits = replace(fits, factors=(), drop_off=NONE)
    if fits.price_year and not _vintages(base, fits.price_year, deflators):
        fits = replace(fits, price_year="")
    return chosen(base, fits, first_year=first_year, deflators=deflators)


def _vintages(base: Valuation, year: str, deflators: Sequence[Deflator]) -> list[Deflator]:
    return [one for one in deflators if one.knows(base.price_year) and one.knows(year)]


def _vintage(base: Valuation, year: str, deflators: Sequence[Deflator]) -> Deflator:
    """The one vintage that has both years, the newest where there are several; never one for each."""
    found = _vintages(base, year, deflators)
    if not found:
        if not base.price_year:
            raise CannotBeValued("This value has no year of prices, so it cannot be brought to another.")
        raise CannotBeValued(
            f"No index of prices has both {base.price_year} and {year}. Choose a year that it reaches."
        )
    return found[-1]
