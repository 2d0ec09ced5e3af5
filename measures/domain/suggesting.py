"""A quantity that would be proportionate for a contract, from what the council's signed contracts committed on the same measure.

The value of a contract is that of its whole length, so that the length is already in it: a contract of £2 million over
four years carries what one of £1 million over two years does, twice. Only people in post are divided by the length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

from measures.domain.proportion import Purchase, decimal
from measures.domain.units import Term, Unit

DIGITS = 2  # that a suggestion keeps: more would claim to know
SCALED = frozenset({Unit.FTE, Unit.WEEK, Unit.HOUR, Unit.GBP, Unit.TCO2E, Unit.ITEM})


@dataclass(frozen=True)
class Past:
    """What one signed contract committed on a measure: as the ledger counts it (FTE-years for people in post), with the
    contract's value in pounds excluding VAT and the category of what was bought."""

    quantity: Decimal
    value: Decimal
    category: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A quantity for this contract, and what the least and the most of the past contracts would come to here.

    In the unit in which it is asked: people in post on average, not FTE-years. ``contracts`` is how many it was taken
    from, ``of_category`` whether they all bought the same kind of thing.
    """

    exact: Decimal
    least: Decimal
    most: Decimal
    contracts: int
    of_category: bool
    unit: Unit
    one: str = ""
    many: str = ""

    @property
    def amount(self) -> Decimal:
        """The quantity, rounded so that it claims no more than is known."""
        return sensible(self.exact, self.unit)

    @property
    def words(self) -> str:
        """``About 2.4 FTE``; ``Fewer than 1 event`` where the contract is too small for one."""
        if not self.amount:
            one = self.unit.quantity_words(Decimal(1), self.one, self.many)
            return f"Fewer than {one}: the contract may be too small for this measure"
        return f"About {self._said(self.exact)}"

    @property
    def from_words(self) -> str:
        """From how many contracts it was taken, and how far they lie apart."""
        kind = " of the same category" if self.of_category else ""
        if self.contracts == 1:
            return f"From 1 signed contract{kind}, by its value."
        least, most = self._said(self.least), self._said(self.most)
        apart = f"between {least} and {most}" if least != most else f"about {least} each"
        return f"The middle of {self.contracts} signed contracts{kind}, by their value. For this contract they come to {apart}."

    def _said(self, exact: Decimal) -> str:
        return said(sensible(exact, self.unit), self.unit, self.one, self.many)


def said(quantity: Decimal, unit: Unit, one: str = "", many: str = "") -> str:
    """``2.4 FTE``, ``3 events``, and pounds without pence where there are none."""
    words = unit.quantity_words(quantity, one, many)
    return words.removesuffix(".00") if unit is Unit.GBP else words


def suggest(
    past: Sequence[Past],
    purchase: Purchase,
    *,
    unit: Unit,
    category: str,
    least_of_a_category: int,
    counted_over: Term = Term.YEAR,
    one: str = "",
    many: str = "",
) -> Suggestion | None:
    """The middle of what past contracts committed for each pound of value, for the value of ``purchase``.

    Of those of the same ``category`` where there are at least ``least_of_a_category``, else of all. None where there are
    none, where the price is not known, or where the unit is none that grows with a contract.
    """
    usable = [contract for contract in past if contract.value > 0]
    if not usable or purchase.price is None or unit not in SCALED:
        return None
    same = [contract for contract in usable if category and contract.category == category]
    taken = same if len(same) >= least_of_a_category else usable
    scale = Fraction(purchase.price) / _years_of_a_person(unit, purchase, counted_over)
    rates = [Fraction(was.quantity) / Fraction(was.value) * scale for was in taken]
    return Suggestion(
        exact=decimal(Fraction(median(rates))),
        least=decimal(min(rates)),
        most=decimal(max(rates)),
        contracts=len(taken),
        of_category=len(same) == len(taken),
        unit=unit,
        one=one,
        many=many,
    )


def _years_of_a_person(unit: Unit, purchase: Purchase, term: Term) -> Fraction:
    """What somebody in post throughout counts as; 1 for what is not counted in people."""
    if unit is not Unit.FTE:
        return Fraction(1)
    years = purchase.years
    return years / min(Fraction(1), years) if term is Term.YEAR_OR_CONTRACT else years


def sensible(number: Decimal, unit: Unit, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Two digits that mean something, half-up unless told otherwise; items whole."""
    if not number:
        return Decimal(0)
    places = number.adjusted() - DIGITS + 1
    if unit in (Unit.ITEM, Unit.YES_NO):
        places = max(places, 0)
    kept = number.quantize(Decimal(1).scaleb(places), rounding=rounding)
    return Decimal(f"{kept:f}")
