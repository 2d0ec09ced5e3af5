"""Person-time: what an average number of people in post in a period counts as, so that quarters can be added up.

A year has four quarters of three months each, whatever their number of days: a whole quarter of the council's financial
year is a quarter of a year exactly. A quarter that the contract clips counts pro rata by days. So 5 FTE through the four
quarters of a year come to 5.00 FTE-years, and never to 20 or to 4.99.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from measures.domain.units import HowItAddsUp, Term, Unit
from socialvalue.periods import FinancialYear, Period, quarters_of

PLACES = Decimal("0.0001")  # what numeric(18, 4) holds
QUARTER = Fraction(1, 4)


def length_in_years(period: Period, month: int = 4, first: int = 1) -> Fraction:
    """The length of ``period`` in years, of a council whose financial year starts on day ``first`` of ``month``."""
    return sum((_part_of_year(part, month, first) for part in quarters_of(period, month, first)), Fraction(0))


def _part_of_year(part: Period, month: int, first: int) -> Fraction:
    year = FinancialYear.holding(part.start, month, first)
    whole = next(quarter for quarter in year.quarters if quarter.start <= part.start <= quarter.end)
    return QUARTER * Fraction(part.days, whole.days)


def person_time(
    fte: Decimal, period: Period, *, contract: Period, term: Term, month: int = 4, first: int = 1
) -> Decimal:
    """FTE-years for an average of ``fte`` people in post over ``period``, to four places, half-up.

    ``period`` is clipped to ``contract``. The term is a year, or the contract's whole length where that is shorter and
    the measure says so: 2 FTE through both quarters of a six-month contract post 1.00 + 1.00, because two people for
    the whole contract count as two. Where the term is a year they post 0.50 + 0.50. Raises ValueError where the period
    lies outside the contract, or for a quantity that is negative or no number.
    """
    if not fte.is_finite() or fte < 0:
        raise ValueError("Enter the number of full-time equivalents in post, 0 or more.")
    part = period.clipped(contract)
    if part is None:
        raise ValueError(f"The period {period} lies outside the contract ({contract}).")
    length = length_in_years(part, month, first) / _term_in_years(contract, term, month, first)
    exact = Decimal(length.numerator) * fte / Decimal(length.denominator)
    return exact.quantize(PLACES, rounding=ROUND_HALF_UP)


def _term_in_years(contract: Period, term: Term, month: int, first: int) -> Fraction:
    if term is Term.YEAR:
        return Fraction(1)
    return min(Fraction(1), length_in_years(contract, month, first))


def posted_quantity(
    quantity: Decimal,
    period: Period,
    *,
    unit: Unit,
    adds_up: HowItAddsUp,
    contract: Period,
    term: Term,
    month: int = 4,
    first: int = 1,
) -> Decimal | None:
    """What stands in the ledger for ``quantity`` in ``period``, in ``unit.posted_as``; None where nothing is posted.

    A stock is posted as person-time; yes is 1 and no is 0; levels and words are not posted. Raises ValueError for
    a quantity that is negative or no number.
    """
    if not quantity.is_finite() or quantity < 0:
        raise ValueError("Enter a quantity of 0 or more.")
    if not adds_up.posts(unit):
        return None
    if adds_up is HowItAddsUp.STOCK:
        return person_time(quantity, period, contract=contract, term=term, month=month, first=first)
    if unit is Unit.YES_NO:
        return Decimal(1) if quantity else Decimal(0)
    return quantity.quantize(PLACES, rounding=ROUND_HALF_UP)
