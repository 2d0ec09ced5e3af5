"""Figures made by hand for tests of reports, without a database."""

from datetime import date
from decimal import Decimal

from procurement.ledger.domain.figures import Amount, Figures, FigureSet, Group, Part
from reporting.domain.snapshot import Asked, MissingReturn, snapshot
from socialvalue.periods import FinancialYear

DAY = date(2027, 2, 1)
YEAR = FinancialYear(date(2026, 4, 1))


def pounds(measure: str, amount: str, **more) -> Part:
    """A part that is worth what it counts, a pound for a pound."""
    value = Decimal(amount)
    return Part(measure, measure.title(), "gbp", value, value, value, None, **more)


def counted(measure: str, quantity: str, unit: str = "hour") -> Part:
    """A part that is counted and not valued."""
    return Part(measure, measure.title(), unit, Decimal(quantity), None, None, Decimal(quantity))


def figures(**amounts: tuple[Part, ...]) -> Figures:
    """The five figures; those not named are missing."""
    return Figures(**{name: Amount(parts) for name, parts in amounts.items()})


def figure_set(total: Figures, *groups: Group, seq: int = 7) -> FigureSet:
    """A set as of number 7 of the ledger and 1 February 2027."""
    return FigureSet(seq, DAY, groups, total)


def content(total: Figures, missing: tuple[MissingReturn, ...] = ()) -> dict:
    """A snapshot with one service area and one outcome that hold everything."""
    return snapshot(
        year=YEAR,
        by_service_area=figure_set(total, Group("parks", "Parks", total)),
        by_outcome=figure_set(total, Group("economy", "A strong economy", total)),
        missing=missing,
        asked_by=[Asked("A Policy, Governance", "A report each year.", "quoted")],
        policy="A Policy, 1",
    )
