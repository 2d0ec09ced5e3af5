"""Quantities by financial quarter: what may be offered in one cell, and what a row comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from measures.domain.person_time import length_in_years, posted_quantity
from measures.domain.units import HowItAddsUp, Unit
from procurement.tenders.domain.scheme import AskedMeasure
from socialvalue.periods import FinancialYear, Period, quarter_label

FINEST = Decimal("0.0001")  # what numeric(18, 4) keeps
# Above these a figure is a slip of the keyboard, not an offer; no council's rule.
MOST_FTE = Decimal(10_000)
MOST = Decimal(999_999_999)
MOST_OF = {
    Unit.FTE: MOST_FTE,
    Unit.FTE_YEAR: MOST_FTE,
    Unit.PERCENT: Decimal(100),
    Unit.YES_NO: Decimal(1),
}
PLACES_OF = {Unit.GBP: 2, Unit.YES_NO: 0}


@dataclass(frozen=True)
class Year:
    """When the financial years of a council start, for naming and cutting its quarters."""

    month: int = 4
    first: int = 1


def cell(period: Period) -> str:
    """The name of the box for one quarter: ``quarter_2027_04_01``."""
    return f"quarter_{period.start:%Y_%m_%d}"


def places(unit: Unit) -> int:
    """How many decimal places a quantity of ``unit`` may have."""
    return PLACES_OF.get(unit, 4)


def most(unit: Unit) -> Decimal:
    """The most that one quarter may hold."""
    return MOST_OF.get(unit, MOST)


def days_words(start: date, end: date) -> str:
    """``1 April to 30 June 2027``; the first year is named only where it differs."""
    first = f"{start:%-d %B}" if start.year == end.year else f"{start:%-d %B %Y}"
    return f"{first} to {end:%-d %B %Y}"


@dataclass(frozen=True)
class Box:
    """One quarter in a grid of years: None where the contract does not touch it."""

    period: Period
    name: str
    label: str
    days: str


@dataclass(frozen=True)
class YearRow:
    """One financial year of a grid, with its four quarters."""

    label: str
    boxes: tuple[Box | None, ...]


def grid(quarters: Sequence[Period], year: Year) -> tuple[YearRow, ...]:
    """The quarters of a contract as rows of four, a financial year each."""
    rows: dict[FinancialYear, list[Box | None]] = {}
    for period in quarters:
        financial = FinancialYear.holding(period.start, year.month, year.first)
        number = next(
            n for n, whole in enumerate(financial.quarters) if whole.start <= period.start <= whole.end
        )
        label = quarter_label(period.start, year.month, year.first)
        days = days_words(period.start, period.end)
        rows.setdefault(financial, [None] * 4)[number] = Box(period, cell(period), label, days)
    return tuple(YearRow(financial.label, tuple(boxes)) for financial, boxes in rows.items())


Errors = list[tuple[str | None, str]]


def refusals(
    quantities: Mapping[Period, Decimal], unit: Unit, quarters: Sequence[Period], year: Year
) -> Errors:
    """Everything that is wrong with a profile, each at its cell; what is wrong with the row only where all cells are
    in order."""
    return cell_refusals(quantities, unit, quarters, year) or row_refusals(quantities, unit, quarters)


def cell_refusals(
    quantities: Mapping[Period, Decimal], unit: Unit, quarters: Sequence[Period], year: Year
) -> Errors:
    """The cells that cannot be: outside the contract, negative, absurd or too fine."""
    found: Errors = []
    for period, quantity in sorted(quantities.items()):
        if period not in quarters:
            found.append((None, f"{days_words(period.start, period.end)} is not a quarter of this contract."))
            continue
        problem = _problem(quantity, unit)
        if problem:
            name = quarter_label(period.start, year.month, year.first)
            found.append((cell(period), f"{name}: {problem}"))
    return found


def _problem(quantity: Decimal, unit: Unit) -> str:
    if not quantity.is_finite():
        return "enter a number, like 2.5."
    if quantity < 0:
        return "enter 0 or more. An offer cannot be negative."
    if quantity > most(unit):
        return f"enter {most(unit):,f} or less. Check the number of digits."
    if quantity != quantity.quantize(Decimal(1).scaleb(-places(unit))):
        allowed = places(unit)
        return f"enter no more than {allowed} decimal places." if allowed else "enter a whole number."
    return ""


def row_refusals(quantities: Mapping[Period, Decimal], unit: Unit, quarters: Sequence[Period]) -> Errors:
    """What is wrong with a row whose cells are in order, at its first cell: it offers nothing, or says yes twice."""
    if not unit.is_posted and unit is not Unit.PERCENT:
        return []
    first = cell(quarters[0])
    total = sum(quantities.values(), Decimal(0))
    if not total:
        return [(first, "Enter a quantity in at least one quarter, or remove the offer.")]
    if unit is Unit.YES_NO and total > 1:
        return [(first, "Enter 1 in one quarter only: the one by whose end you will have done it.")]
    return []


@dataclass(frozen=True)
class RowTotal:
    """What a row comes to. ``posted`` is the additive quantity (FTE-years for people in post), None for words and
    levels; ``average`` is the number in post on average over the whole contract, None for what is not a stock."""

    posted: Decimal | None
    average: Decimal | None
    words: str


def row_total(
    quantities: Mapping[Period, Decimal], asked: AskedMeasure, quarters: Sequence[Period], year: Year
) -> RowTotal:
    """What the quantities of a row add up to, in words too: "5 FTE in post on average: 20 FTE-years"."""
    if not asked.is_counted:
        return RowTotal(None, None, "" if asked.unit is Unit.NARRATIVE else _level_words(quantities, asked))
    posted = posted_sum(quantities, asked, quarters, year)
    words = asked.unit.posted_as.quantity_words(posted, asked.counted_one, asked.counted_many)
    if asked.adds_up is not HowItAddsUp.STOCK:
        return RowTotal(posted, None, words)
    average = _average(quantities, _contract(quarters), year)
    return RowTotal(posted, average, f"{asked.unit.quantity_words(average)} in post on average: {words}")


def posted_sum(
    quantities: Mapping[Period, Decimal], asked: AskedMeasure, quarters: Sequence[Period], year: Year
) -> Decimal:
    """What the quantities of a measure that can be counted add up to, as the ledger will hold them."""
    each = (
        posted_quantity(
            quantity,
            period,
            unit=asked.unit,
            adds_up=asked.adds_up,
            term=asked.term,
            contract=_contract(quarters),
            month=year.month,
            first=year.first,
        )
        for period, quantity in quantities.items()
    )
    return sum((part for part in each if part is not None), Decimal(0))


def year_totals(
    quantities: Mapping[Period, Decimal], asked: AskedMeasure, quarters: Sequence[Period], year: Year
) -> dict[str, Decimal]:
    """What each financial year of the contract adds up to, by its label; nothing for what does not add up."""
    if not asked.is_counted:
        return {}
    totals = {}
    for row in grid(quarters, year):
        mine = {box.period: quantities[box.period] for box in row.boxes if box and box.period in quantities}
        totals[row.label] = posted_sum(mine, asked, quarters, year)
    return totals


def _contract(quarters: Sequence[Period]) -> Period:
    return Period(quarters[0].start, quarters[-1].end)


def _average(quantities: Mapping[Period, Decimal], contract: Period, year: Year) -> Decimal:
    """People in post on average over the whole contract: each quarter by its length."""
    lengths = [
        (Fraction(quantity) * length_in_years(period, year.month, year.first))
        for period, quantity in quantities.items()
    ]
    exact = sum(lengths, Fraction(0)) / length_in_years(contract, year.month, year.first)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(FINEST, rounding=ROUND_HALF_UP)


def _level_words(quantities: Mapping[Period, Decimal], asked: AskedMeasure) -> str:
    if not quantities:
        return ""
    low, high = min(quantities.values()), max(quantities.values())
    named = (asked.counted_one, asked.counted_many)
    least, greatest = asked.unit.quantity_words(low, *named), asked.unit.quantity_words(high, *named)
    return least if low == high else f"{least} to {greatest}"
