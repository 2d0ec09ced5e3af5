"""What a unit of a measure is worth, as a list and a page say it."""

from decimal import Decimal

from measures.domain.valuation import Valuation, unit_pounds


def worth_words(valuation: Valuation, year: int, one: str = "", many: str = "") -> str:
    """``£277.22 for 1 tonne in 2026``, without the year where the value is the same in all; empty where there is none.

    ``one`` and ``many`` are what an item is called.
    """
    worth = valuation.value_for(year)
    if worth is None:
        return ""
    unit = valuation.unit.quantity_words(Decimal(1), one, many)
    dated = any(known is not None for known, _ in valuation.values)
    return f"{unit_pounds(worth)} for {unit}{f' in {year}' if dated else ''}"
