"""What a line of a return may say, and what it still misses."""

from dataclasses import dataclass
from decimal import Decimal

from measures.domain.units import Unit
from procurement.bids.domain.quantities import most, places

ABSURD_TIMES = 10  # from this many times the commitment on, the person is asked to look at the number again


def quantity_refusal(quantity: Decimal, unit: Unit) -> str | None:
    """Why a quantity cannot be right, and how to mend it, or None: negative, absurd, or finer than its unit."""
    if not quantity.is_finite():
        return "Enter a number, like 2.5."
    if quantity < 0:
        return "Enter 0 or more. What was done cannot be negative."
    if quantity > most(unit):
        return f"Enter {most(unit):,f} or less. Check the number of digits."
    if quantity != quantity.quantize(Decimal(1).scaleb(-places(unit))):
        allowed = places(unit)
        return f"Enter no more than {allowed} decimal places." if allowed else "Enter a whole number."
    return None


def part_refusal(accepted: Decimal, reported: Decimal, unit: Unit) -> str | None:
    """Why that much cannot be verified in part, or None: it is less than was reported."""
    if refusal := quantity_refusal(accepted, unit):
        return refusal
    if accepted >= reported:
        said = unit.quantity_words(reported)
        return f"In part means less than {said}, which was reported. To accept all of it, choose to verify in full."
    return None


@dataclass(frozen=True)
class Answer:
    """What a line says: a quantity (None where nothing was entered, or where the unit has none), what was done, and which
    of the measure's ``declarations`` were ``declared``."""

    unit: Unit
    quantity: Decimal | None
    what_was_done: str
    declarations: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()

    @property
    def missing(self) -> str | None:
        """What has to be added before the line can be submitted, or None. Nothing entered is missing, 0 is an answer."""
        if self.unit is Unit.NARRATIVE:
            return None if self.what_was_done else "Write what was done, or that there is nothing to report."
        if self.quantity is None:
            return "Enter a quantity. If there is nothing to report, enter 0."
        if self.quantity and not self.what_was_done:
            return "Write what was done."
        if self.undeclared:
            return f"Tick what you declare: {'; '.join(self.undeclared)}."
        return None

    @property
    def undeclared(self) -> tuple[str, ...]:
        """What the measure asks to be declared with a figure and was not; nothing where nothing is reported."""
        if not self.quantity:
            return ()
        return tuple(one for one in self.declarations if one not in self.declared)

    @property
    def is_begun(self) -> bool:
        """Whether anything was entered."""
        return self.quantity is not None or bool(self.what_was_done)

    def doubt(self, committed: Decimal | None) -> str | None:
        """What to look at again before submitting, or None: far more than was committed."""
        if not committed or not self.quantity or self.unit in (Unit.YES_NO, Unit.PERCENT):
            return None
        if self.quantity < committed * ABSURD_TIMES:
            return None
        times = int(self.quantity / committed)
        return f"This is {times:,} times what you committed for the quarter. Check the number."
