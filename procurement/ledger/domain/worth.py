"""A quantity in words, and what it is worth under the valuation that was frozen at signature."""

from decimal import Decimal

from measures.domain.units import Unit
from measures.domain.valuation import Valuation, Valued, value
from procurement.ledger.domain.lines import LedgerError
from socialvalue.periods import Period


def worth(quantity: Decimal, valuation: Valuation | None, period: Period) -> Valued | None:
    """Pounds for ``quantity`` in ``period``, by the calendar year of its first day; None where not valued, never zero.

    Raises LedgerError where a valuation has no unit value for that year: it should not have been frozen.
    """
    if valuation is None:
        return None
    valued = value(quantity, valuation, period.start.year)
    if valued is None:
        raise LedgerError(f"The frozen valuation has no unit value for {period.start.year}.")
    return valued


def quantity_words(quantity: Decimal, unit: str, counted: tuple[str, str] = ("", "")) -> str:
    """``12 weeks``, ``3 apprenticeships``, ``£500.00``; ``counted`` names one and many of what is counted."""
    if unit == Unit.YES_NO and quantity not in (0, 1):
        return f"yes, {quantity.normalize():,f} times"
    return Unit(unit).quantity_words(quantity, *counted)
