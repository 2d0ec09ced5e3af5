"""A register's file, CSV or XLSX, as lines of cells under known columns."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from openpyxl import load_workbook

from procurement.backtests.domain.headings import COLUMNS, columns_of, missing
from socialvalue.access.domain import Refusal

MOST_BYTES = 10_000_000
MOST_UNPACKED = 200_000_000  # a spreadsheet is a packed archive, which may unpack to anything
MOST_LINES = 20_000
MOST_COLUMNS = 200
FIELD = "file"


@dataclass(frozen=True)
class Sheet:
    """``columns`` that were found, in words; ``lines`` as ``{"line": number in the file, "cells": {column: text}}``."""

    columns: tuple[str, ...]
    lines: tuple[dict, ...]


def read_sheet(name: str, content: bytes) -> Sheet:
    """The file called ``name``; raises Refusal at the field ``file`` in words that say how to mend it."""
    if len(content) > MOST_BYTES:
        raise Refusal(f"The file must be {MOST_BYTES // 1_000_000} MB or smaller", FIELD)
    rows = _xlsx(content) if content[:2] == b"PK" else _csv(content)
    headings = next(rows, None)
    if headings is None:
        raise Refusal("The file is empty. Choose another", FIELD)
    columns = columns_of(headings)
    if lost := missing(columns):
        wanted = " and ".join(f"“{COLUMNS[one][0]}”" for one in lost)
        raise Refusal(f"The first line must name the columns. There is none called {wanted}", FIELD)
    lines = tuple(_lines(rows, columns))
    if len(lines) > MOST_LINES:
        raise Refusal(f"The file must have {MOST_LINES:,} lines or fewer. Split it and try each part", FIELD)
    if not lines:
        raise Refusal("The file has headings and no lines under them", FIELD)
    return Sheet(tuple(sorted(columns, key=list(COLUMNS).index)), lines)


def _lines(rows: Iterable[Sequence[object]], columns: dict[str, int]) -> Iterator[dict]:
    for number, row in enumerate(islice(rows, MOST_LINES + 1), 2):
        cells = {column: _plain(row[at]) for column, at in columns.items() if at < len(row)}
        if any(cells.values()):
            yield {"line": number, "cells": cells}


def _plain(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell if cell is not None else "").replace("\x00", "").strip()[:1000]


def _csv(content: bytes) -> Iterator[Sequence[object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\x00" in text[:1000]:
        raise Refusal("The file must be a CSV or an XLSX file", FIELD)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield row[:MOST_COLUMNS]
    except csv.Error as wrong:
        raise Refusal("The file cannot be read as CSV. Save it again as CSV or XLSX", FIELD) from wrong


def _xlsx(content: bytes) -> Iterator[Sequence[object]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refusal("The file is too large once it is opened. Save only the sheet you need", FIELD)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Refusal:
        raise
    except Exception as wrong:
        raise Refusal("The file cannot be read as XLSX. Save it again as CSV or XLSX", FIELD) from wrong
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is not None:
        yield from (row[:MOST_COLUMNS] for row in sheet.iter_rows(values_only=True))
