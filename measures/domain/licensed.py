"""A council's own table of licensed values: rows of cells in, good rows and bad rows out, each bad one with its reasons.

A reference names a measure by its TOMs reference or by its own key. A reference has one value on each day: a value
without an end holds until a later one begins, and one with an end until that day.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from councils.policies.domain.counting import Unit
from measures.domain import licensed_cells as cells
from measures.domain.licensed_cells import Wrong, quoted
from measures.domain.valuation import unit_pounds

COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "measure", "measure reference", "toms reference", "code", "key"),
    "worth": ("value", "unit value", "proxy value", "proxy", "proxy unit value", "amount", "value (£)", "£"),
    "edition": ("edition", "version", "release"),
    "begins": ("valid from", "from", "start", "start date", "valid from date"),
    "ends": ("valid to", "to", "until", "end", "end date", "valid until"),
    "unit": ("unit", "units", "unit of measure", "per"),
    "licence": ("licence", "license", "terms"),
}
NEEDED = ("reference", "worth")
MOST_REFERENCE, MOST_EDITION, MOST_LICENCE = 60, 100, 300
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/()-]*")


def reference_key(reference: str) -> str:
    """A reference as two of them are compared: without case and spaces."""
    return "".join(reference.split()).casefold()


@dataclass(frozen=True)
class Told:
    """What the person says of all rows; a cell of the file says more. ``comma_is_point``: see ``licensed_cells.amount``."""

    edition: str = ""
    begins: date | None = None
    licence: str = ""
    comma_is_point: bool = False


@dataclass(frozen=True)
class GoodRow:
    """A row in order: ``worth`` in pounds for one ``unit``. ``known`` tells whether a measure has its reference."""

    number: int
    reference: str
    edition: str
    begins: date
    ends: date | None
    unit: Unit
    worth: Decimal
    licence: str
    known: bool = True
    told: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, Unit]:
        """What has one value on each day."""
        return reference_key(self.reference), self.unit.posted_as

    @property
    def pounds(self) -> str:
        """``£123.4567``."""
        return unit_pounds(self.worth)

    @property
    def one(self) -> str:
        """``1 FTE-year``, ``1 hour``, ``£1.00``: what the pounds are for."""
        return self.unit.posted_as.quantity_words(Decimal(1))

    def to_list(self) -> list[Any]:
        """All of it but what was taken off, as JSON can hold it."""
        ends = self.ends and self.ends.isoformat()
        head = [self.number, self.reference, self.edition, self.begins.isoformat(), ends]
        return [*head, self.unit.value, str(self.worth), self.licence, self.known]

    @classmethod
    def from_list(cls, kept: list[Any]) -> "GoodRow":
        """What ``to_list`` kept."""
        number, reference, edition, begins, ends, unit, worth, licence, known = kept
        day = date.fromisoformat
        return cls(
            number,
            reference,
            edition,
            day(begins),
            ends and day(ends),
            Unit(unit),
            Decimal(worth),
            licence,
            known,
        )


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be kept: its number in the file, its reference as it stands there, and every reason."""

    number: int
    reference: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A whole file: rows in order, rows that are not, how many are loaded already as they stand, headings that were not
    read, and what was taken off how often."""

    good: tuple[GoodRow, ...]
    bad: tuple[BadRow, ...]
    already: int = 0
    ignored: tuple[str, ...] = ()
    told: tuple[tuple[str, int], ...] = ()

    @property
    def known(self) -> tuple[GoodRow, ...]:
        """Rows in order whose reference a measure has."""
        return tuple(row for row in self.good if row.known)

    @property
    def unknown(self) -> tuple[GoodRow, ...]:
        """Rows in order whose reference no measure has: kept only if the person says so."""
        return tuple(row for row in self.good if not row.known)


Lines = Iterable[tuple[int, Mapping[str, object]]]
Measured = Mapping[str, Collection[Unit]]


def read_sheet(
    lines: Lines,
    *,
    told: Told,
    measured: Measured,
    loaded: Collection[GoodRow] = (),
    ignored: tuple[str, ...] = (),
) -> Sheet:
    """Every row of ``lines`` (number in the file, cells by column), judged.

    ``measured`` holds the units in which the council counts each reference, by ``reference_key``. ``loaded`` are the
    rows of the method that are in use; their number is not looked at.
    """
    good: list[GoodRow] = []
    bad: dict[int, BadRow] = {}
    for number, row in lines:
        read = _Reading(row, told, measured)
        found = read.row(number)
        if found is None:
            bad[number] = BadRow(number, cells.text(row.get("reference"))[: cells.QUOTED], tuple(read.wrong))
        else:
            good.append(found)
    rest = _not_loaded(good, loaded)
    for wrong, reason in clashes(rest, loaded):
        bad.setdefault(wrong.number, BadRow(wrong.number, wrong.reference, (reason,)))
    kept = tuple(one for one in rest if one.number not in bad)
    counted = Counter(what for one in kept for what in one.told)
    return Sheet(
        kept, tuple(bad[at] for at in sorted(bad)), len(good) - len(rest), ignored, tuple(counted.items())
    )


def _not_loaded(rows: list[GoodRow], loaded: Collection[GoodRow]) -> list[GoodRow]:
    """The rows that are not loaded already, word for word: a file that was mended can be sent as a whole."""
    stands = {(*row.key, row.edition, row.begins, row.ends, row.worth) for row in loaded}
    return [row for row in rows if (*row.key, row.edition, row.begins, row.ends, row.worth) not in stands]


@dataclass
class _Reading:
    """One row while it is read; ``wrong`` collects every reason against it."""

    cells: Mapping[str, object]
    told: Told
    measured: Measured
    wrong: list[str] = field(default_factory=list)

    def row(self, number: int) -> GoodRow | None:
        """The row, or None where something is wrong."""
        worth, taken_off = self._try(self._amount) or (None, ())
        reference = self._try(self._reference) or ""
        edition = self._try(self._edition)
        begins = self._try(self._begins)
        ends = self._try(lambda: cells.day(self.cells.get("ends"), "day “Valid to”"))
        licence = self._try(self._licence)
        if begins and ends and ends < begins:
            self.wrong.append(f"It ends on {_day(ends)}, before it begins on {_day(begins)}.")
        units = self.measured.get(reference_key(reference), ())
        unit = self._try(lambda: self._unit(reference, units)) if reference else None
        if self.wrong or worth is None or begins is None or unit is None:
            return None
        return GoodRow(
            number, reference, edition, begins, ends, unit, worth, licence, known=bool(units), told=taken_off
        )

    def _try(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Wrong as wrong:
            self.wrong.append(str(wrong))
        return None

    def _amount(self) -> tuple[Decimal, tuple[str, ...]]:
        return cells.amount(self.cells.get("worth"), comma_is_point=self.told.comma_is_point)

    def _reference(self) -> str:
        found = cells.words(self.cells.get("reference"), "reference", MOST_REFERENCE)
        if not found:
            raise Wrong("The reference is missing.")
        if not REFERENCE.fullmatch(found):
            raise Wrong(
                f"The reference {quoted(found)} holds other signs than letters, numbers and . / ( ) _ -."
            )
        return found

    def _edition(self) -> str:
        found = cells.words(self.cells.get("edition"), "edition", MOST_EDITION) or self.told.edition
        if not found:
            raise Wrong(
                "The edition is missing. Fill the column “Edition”, or say the edition of the whole file."
            )
        return found

    def _begins(self) -> date:
        found = cells.day(self.cells.get("begins"), "day “Valid from”") or self.told.begins
        if found is None:
            raise Wrong(
                "The day “Valid from” is missing. Fill the column, or say the day for the whole file."
            )
        return found

    def _licence(self) -> str:
        found = cells.words(self.cells.get("licence"), "licence", MOST_LICENCE) or self.told.licence
        if not found:
            raise Wrong(
                "The licence is missing. Fill the column “Licence”, or say the licence of the whole file."
            )
        return found

    def _unit(self, reference: str, units: Collection[Unit]) -> Unit:
        said = cells.unit(self.cells.get("unit"))
        valued = {unit.posted_as: unit for unit in units if unit.is_posted}
        if units and not valued:
            raise Wrong(
                f"The measure {reference} is counted in {cells.counted_in(units)}, which {cells.NOT_VALUED}."
            )
        if said is None and not units:
            raise Wrong(
                f"No measure of your council has the reference {reference}, and the row names no unit. "
                "Add a column “Unit”, or leave the row out."
            )
        if said is None and len(valued) > 1:
            raise Wrong(
                f"Measures with the reference {reference} are counted in {cells.counted_in(units)}. Add a column “Unit”."
            )
        if said is None:
            return next(iter(valued.values()))
        if units and said.posted_as not in valued:
            raise Wrong(
                f"The value is for {cells.counted_in([said])}, and the measure {reference} is counted in {cells.counted_in(units)}."
            )
        return said


def clashes(rows: Iterable[GoodRow], loaded: Iterable[GoodRow] = ()) -> Iterator[tuple[GoodRow, str]]:
    """Each of ``rows`` that would give a reference two values on one day, with the reason; of two, both."""
    groups: dict[tuple[str, Unit], list[tuple[GoodRow, bool]]] = defaultdict(list)
    for row in loaded:
        groups[row.key].append((row, True))
    for row in rows:
        groups[row.key].append((row, False))
    for group in groups.values():
        if len(group) > 1:
            yield from _clashes_of_one(sorted(group, key=_by_day))


def _by_day(of: tuple[GoodRow, bool]) -> tuple:
    row, is_loaded = of
    return row.begins, not is_loaded, row.number


def _clashes_of_one(group: list[tuple[GoodRow, bool]]) -> Iterator[tuple[GoodRow, str]]:
    """Of one reference, by first day: a row clashes with one of the same day, or with one whose end reaches into it."""
    before: tuple[GoodRow, bool] | None = None
    reaching: tuple[GoodRow, bool] | None = None
    reached = date.min
    for one in group:
        begins, ends = one[0].begins, one[0].ends
        against = before if before and before[0].begins == begins else None
        against = against or (reaching if reached >= begins else None)
        if against is not None:
            yield from _pair(against, one)
        before = one
        if ends and ends > reached:
            reaching, reached = one, ends


def _pair(first: tuple[GoodRow, bool], second: tuple[GoodRow, bool]) -> Iterator[tuple[GoodRow, str]]:
    (one, one_loaded), (other, other_loaded) = first, second
    same = (one.worth, one.edition, one.begins, one.ends) == (
        other.worth,
        other.edition,
        other.begins,
        other.ends,
    )
    if same and not one_loaded:
        yield other, f"It says the same as row {one.number}."
        return
    if not other_loaded:
        yield other, _clash(other, one, one_loaded)
    if not one_loaded:
        yield one, _clash(one, other, other_loaded)


def _clash(row: GoodRow, other: GoodRow, is_loaded: bool) -> str:
    if is_loaded and row.edition == other.edition and row.worth != other.worth:
        return (
            f"Edition {row.edition} is loaded with {other.pounds} for {row.reference}, and this row says {row.pounds}. "
            "A changed value needs a new edition, or withdraw the table that holds the other."
        )
    whose = f"a loaded value of edition {other.edition}" if is_loaded else f"the value of row {other.number}"
    if row.begins == other.begins:
        held = f"begins on the same day, {_day(row.begins)}"
    elif other.ends and other.begins < row.begins:
        held = f"holds until {_day(other.ends)}, and this one begins on {_day(row.begins)}"
    else:
        held = f"begins on {_day(other.begins)}, before this one ends"
    return f"It overlaps: {whose} for {row.reference} {held}. A reference has one value on each day."


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def in_force(rows: Iterable[GoodRow], day: date) -> GoodRow | None:
    """Of the rows of one reference, the one that holds on ``day``: the newest that has begun, if it has not ended."""
    begun = [row for row in rows if row.begins <= day]
    newest = max(begun, key=lambda row: row.begins, default=None)
    return newest if newest and (newest.ends is None or day <= newest.ends) else None
