"""The named figures, never mixed; missing is not zero, and not valued is not zero.

*Committed originally* is what signatures posted; for a council that took a contract over, what it took over. *Committed now* adds what was varied. *Due by now* on a day is what is
committed now for periods that had ended before that day. *Reported* and *verified* are what suppliers said and what
contract managers accepted. Each is a sum over entries that count: neither reversed nor a reversal, which cancel out.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from measures.domain.valuation import OPEN, OPEN_NAME
from procurement.ledger.domain.worth import quantity_words
from socialvalue.periods import Period


class FigureName(StrEnum):
    """The five figures, in the order in which a table prints them."""

    COMMITTED_ORIGINALLY = "committed_originally"
    COMMITTED_NOW = "committed_now"
    DUE_BY_NOW = "due_by_now"
    REPORTED = "reported"
    VERIFIED = "verified"

    @property
    def words(self) -> str:
        """As the head of a column: “Due by now”."""
        return self.value.replace("_", " ").capitalize()


class Breakdown(StrEnum):
    """By what figures are grouped."""

    SERVICE_AREA = "service_area"
    OUTCOME = "outcome"
    MEASURE = "measure"
    CONTRACT = "contract"
    COMMITMENT = "commitment"


@dataclass(frozen=True)
class Selection:
    """Which entries a figure is taken over; empty means all. Keys are those of the council's framework."""

    period: Period | None = None
    contract_uid: uuid.UUID | None = None
    service_area: str = ""
    outcome: str = ""
    measure: str = ""
    commitment_id: int | None = None
    supplier_id: int | None = None


EVERYTHING = Selection()


@dataclass(frozen=True)
class Part:
    """What one measure adds to an amount, in one unit.

    ``gross`` and ``adjusted`` are None where nothing of it is valued; ``not_valued`` is the quantity that has no pounds,
    or None. ``counted`` names one and many of what is counted. ``method`` is the family of values that it is valued by. ``within``: the measure is contained in another valued one of the same contract, so its pounds are shown
    and not added. ``hidden``: it has pounds, and the licence of its values keeps them from whoever looks. ``confined``: the
    sources of its values that the licence does not let everybody see.
    """

    measure: str
    headline: str
    unit: str
    quantity: Decimal
    gross: Decimal | None
    adjusted: Decimal | None
    not_valued: Decimal | None
    within: bool = False
    counted: tuple[str, str] = ("", "")
    method: str = OPEN
    method_name: str = OPEN_NAME
    hidden: bool = False
    confined: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """``12 weeks``, ``3 apprenticeships``, ``£500.00``: the quantity as its measure counts it."""
        return quantity_words(self.quantity, self.unit, self.counted)


@dataclass(frozen=True)
class Worth:
    """The pounds of one method: before adjustments, and after deadweight, displacement and the like."""

    method: str
    name: str
    gross: Decimal
    adjusted: Decimal

    @property
    def is_adjusted(self) -> bool:
        """Whether the two differ."""
        return self.adjusted != self.gross


@dataclass(frozen=True)
class Amount:
    """One figure: pounds, and quantities by measure and unit. Pounds of different methods are never added."""

    parts: tuple[Part, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether nothing was said at all, which is not zero."""
        return not self.parts

    @property
    def worths(self) -> tuple[Worth, ...]:
        """The pounds of each method that values something here, by the method's name; none where nothing is valued."""
        named = {part.method: part.method_name for part in self.parts if part.gross is not None}
        found = []
        for method, name in sorted(named.items(), key=lambda item: (item[1], item[0])):
            mine = [part for part in self.parts if part.method == method and not part.within]
            gross, adjusted = _added(p.gross for p in mine), _added(p.adjusted for p in mine)
            if gross is not None and adjusted is not None:
                found.append(Worth(method, name, gross, adjusted))
        return tuple(found)

    @property
    def gross(self) -> Decimal | None:
        """Pounds before adjustments; None where nothing is valued, and where several methods value something."""
        return self.worths[0].gross if len(self.worths) == 1 else None

    @property
    def adjusted(self) -> Decimal | None:
        """Pounds after adjustments; None where nothing is valued, and where several methods value something."""
        return self.worths[0].adjusted if len(self.worths) == 1 else None

    @property
    def quantities(self) -> dict[str, Decimal]:
        """The sum in every unit, those that are valued too."""
        sums: dict[str, Decimal] = {}
        for part in self.parts:
            sums[part.unit] = sums.get(part.unit, Decimal(0)) + part.quantity
        return sums

    @property
    def hidden(self) -> tuple[Part, ...]:
        """The parts that have pounds which whoever looks may not see."""
        return tuple(part for part in self.parts if part.hidden)

    @property
    def not_valued(self) -> tuple[Part, ...]:
        """The parts that have, wholly or in some portion, no pounds."""
        return tuple(part for part in self.parts if part.not_valued is not None)


@dataclass(frozen=True)
class Figures:
    """The five figures of one group."""

    committed_originally: Amount = Amount()
    committed_now: Amount = Amount()
    due_by_now: Amount = Amount()
    reported: Amount = Amount()
    verified: Amount = Amount()

    def get(self, name: FigureName) -> Amount:
        """The figure of that name."""
        return getattr(self, name)


@dataclass(frozen=True)
class Group:
    """The figures of one service area, outcome, measure, contract or commitment."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True)
class FigureSet:
    """Figures as they stood at a number of the ledger and on a day."""

    as_of_seq: int | None
    as_of_day: date
    groups: tuple[Group, ...]
    total: Figures


@dataclass(frozen=True)
class Cell:
    """One sum from the ledger: what one measure adds to one figure of one group."""

    group: str
    label: str
    figure: FigureName
    part: Part


def figure_set(cells: Iterable[Cell], *, as_of_seq: int | None, as_of_day: date) -> FigureSet:
    """The groups in the order of their labels, and the total over all cells, which is the sum of the groups.

    Where a key has had several labels (a policy was revised), the last one in ``cells`` is shown.
    """
    labels: dict[str, str] = {}
    gathered: dict[str, _Gathered] = {}
    for cell in cells:
        labels[cell.group] = cell.label
        gathered.setdefault(cell.group, _Gathered()).add(cell.figure, cell.part)
    total = _Gathered()
    for found in gathered.values():
        for (figure, *_), part in found.parts.items():
            total.add(figure, part)
    groups = tuple(
        Group(key, label, gathered[key].figures)
        for key, label in sorted(labels.items(), key=lambda item: (item[1], item[0]))
    )
    return FigureSet(as_of_seq, as_of_day, groups, total.figures)


class _Gathered:
    """One part for each figure, measure and unit; those that are added and those that are not are kept apart."""

    def __init__(self) -> None:
        self.parts: dict[tuple, Part] = {}

    def add(self, figure: FigureName, part: Part) -> None:
        """Add one part to what is there."""
        key = figure, part.measure, part.unit, part.within, part.method
        held = self.parts.get(key)
        self.parts[key] = part if held is None else _sum(held, part)

    @property
    def figures(self) -> Figures:
        """The five figures, their parts in the order of headlines."""
        found: dict[str, list[Part]] = {name.value: [] for name in FigureName}
        for (figure, *_), part in self.parts.items():
            found[figure.value].append(part)
        order = {
            name: sorted(parts, key=lambda p: (p.headline, p.unit, p.within, p.method))
            for name, parts in found.items()
        }
        return Figures(**{name: Amount(tuple(parts)) for name, parts in order.items()})


def _sum(one: Part, other: Part) -> Part:
    return Part(
        measure=one.measure,
        headline=other.headline,
        unit=one.unit,
        quantity=one.quantity + other.quantity,
        gross=_added((one.gross, other.gross)),
        adjusted=_added((one.adjusted, other.adjusted)),
        not_valued=_added((one.not_valued, other.not_valued)),
        within=one.within,
        counted=other.counted,
        method=one.method,
        method_name=other.method_name,
        hidden=one.hidden or other.hidden,
        confined=one.confined | other.confined,
    )


def _added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is there, or None where nothing is."""
    there = [amount for amount in amounts if amount is not None]
    return sum(there, Decimal(0)) if there else None
