"""A file of rows, CSV or XLSX, as the cells of its first sheet; and which of its columns holds what."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from openpyxl import load_workbook

from socialvalue.access.domain import Refusal

MOST_BYTES = 10_000_000
MOST_UNPACKED = 200_000_000  # a spreadsheet is a packed archive, which may unpack to anything
MOST_LINES = 20_000
MOST_COLUMNS = 200
SEPARATORS = ",;\t"
FIELD = "file"
Names = Mapping[str, Sequence[str]]


def rows_of(content: bytes, *, formulas: bool = False) -> Iterator[tuple[object, ...]]:
    """Every row of the file, the headings first: texts of a CSV; numbers, days and texts of an XLSX.

    A cell with a formula gives what was worked out when the file was saved; with ``formulas`` its text, ``=A1*2``.
    Raises Refusal at the field ``file``, in words that say how to mend it.
    """
    if len(content) > MOST_BYTES:
        raise Refusal(f"The file must be {MOST_BYTES // 1_000_000} MB or smaller", FIELD)
    return _xlsx(content, formulas) if content[:2] == b"PK" else _csv(content)


def table_of(content: bytes, names: Names, *, needed: Sequence[str], formulas: bool = False) -> "Table":
    """The rows of the file under the columns that ``names`` knows; ``needed`` ones must be there.

    Raises Refusal at the field ``file``.
    """
    rows = rows_of(content, formulas=formulas)
    headings = next(rows, None)
    if headings is None:
        raise Refusal("The file is empty. Choose another", FIELD)
    columns = columns_of(headings, names)
    if lost := [column for column in needed if column not in columns]:
        wanted = " and ".join(f"“{names[one][0]}”" for one in lost)
        raise Refusal(f"The first line must name the columns. There is none called {wanted}", FIELD)
    return Table(headings, columns, rows)


class Table:
    """The columns of a file, by what they hold, and its rows, read once."""

    def __init__(
        self, headings: Sequence[object], columns: dict[str, int], rows: Iterator[tuple[object, ...]]
    ):
        self.headings, self.columns, self._rows = headings, columns, rows

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of columns that are not read."""
        read = set(self.columns.values())
        named = (
            str(heading).strip() for at, heading in enumerate(self.headings) if heading and at not in read
        )
        return tuple(name for name in named if name)

    def lines(self) -> Iterator[tuple[int, dict[str, object]]]:
        """The number of each line in the file (the headings are line 1) and its cells by column; empty lines are left.

        Raises Refusal at the field ``file`` where there are none, or more than ``MOST_LINES``.
        """
        found = 0
        for number, row in enumerate(islice(self._rows, MOST_LINES + 1), 2):
            cells = {column: row[at] for column, at in self.columns.items() if at < len(row)}
            if not any(str(cell).strip() for cell in cells.values() if cell is not None):
                continue
            found += 1
            if found > MOST_LINES:
                raise Refusal(
                    f"The file must have {MOST_LINES:,} lines or fewer. Split it and try each part", FIELD
                )
            yield number, cells
        if not found:
            raise Refusal("The file has headings and no lines under them", FIELD)


def columns_of(headings: Sequence[object], names: Names) -> dict[str, int]:
    """Which column of the file holds what, where ``names`` are the headings of each as people write them.

    A heading is compared without case, spaces and signs. Where several hold the same, the one whose heading is named
    first. ``{"title": 1, "value": 10}``; columns under other headings are left out.
    """
    known = {
        _bare(name): (column, place) for column, words in names.items() for place, name in enumerate(words)
    }
    found: dict[str, tuple[int, int]] = {}
    for at, heading in enumerate(headings):
        column, place = known.get(_bare(heading), ("", 0))
        if column and (column not in found or place < found[column][0]):
            found[column] = (place, at)
    return {column: at for column, (_, at) in found.items()}


def _bare(heading: object) -> str:
    return re.sub(r"[^a-z]", "", str(heading or "").lower())


def separator_of(content: bytes) -> str:
    """What parts the columns of a CSV: a comma, a semicolon or a tab; nothing for an XLSX."""
    return "" if content[:2] == b"PK" else _separator(_text(content))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _separator(text: str) -> str:
    return max(SEPARATORS, key=text.partition("\n")[0].count)


def _csv(content: bytes) -> Iterator[tuple[object, ...]]:
    text = _text(content)
    if "\x00" in text[:1000]:
        raise Refusal("The file must be a CSV or an XLSX file", FIELD)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            yield tuple(row[:MOST_COLUMNS])
    except csv.Error as wrong:
        raise Refusal("The file cannot be read as CSV. Save it again as CSV or XLSX", FIELD) from wrong


def _xlsx(content: bytes, formulas: bool) -> Iterator[tuple[object, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refusal("The file is too large once it is opened. Save only the sheet you need", FIELD)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=not formulas)
        sheet = book.worksheets[0] if book.worksheets else None
        if sheet is not None:
            for row in sheet.iter_rows(values_only=True):
                yield tuple(_exact(cell) for cell in row[:MOST_COLUMNS])
    except Refusal:
        raise
    except Exception as wrong:
        raise Refusal("The file cannot be read as XLSX. Save it again as CSV or XLSX", FIELD) from wrong


def _exact(cell: object) -> object:
    """A number to the 15 digits that a spreadsheet shows, exactly; what is no such number as it is."""
    return Decimal(f"{cell:.15g}") if isinstance(cell, float) else cell
