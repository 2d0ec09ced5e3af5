"""How files leave, always to be saved and never shown in the browser: stored ones, and lists as CSV or XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.writer.excel import save_workbook

from socialvalue import clock
from socialvalue.files.domain import CSV, XLSX, Kind

# A spreadsheet would run a cell that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def to_save(content: IO[bytes], kind: Kind, name: str) -> FileResponse:
    """The file under ``name``, of exactly the kind that it was found to be; no browser guesses, runs or keeps it."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=kind.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def as_sheet(
    request: HttpRequest, name: str, heads: Sequence[str], lines: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A list under ``name`` and the day: CSV, or XLSX where the address says ``as=xlsx``; no cell runs as a formula.

    Numbers and days stay what they are in XLSX.
    """
    kind = XLSX if request.GET.get("as") == XLSX.key else CSV
    response = HttpResponse(content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.{kind.key}"'
    rows = ([safe_cell(value) for value in line] for line in (heads, *lines))
    response.write(_workbook(rows) if kind is XLSX else _table(rows))
    return response


def safe_cell(value: Any) -> Any:
    """``value``; text with an apostrophe in front where a spreadsheet would take it for a formula, a moment as its day."""
    if isinstance(value, datetime):
        return value.astimezone(clock.LONDON).date()
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _table(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    text.write(BOM)
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", one) if isinstance(one, str) else one for one in row])
    save_workbook(book, content)
    return content.getvalue()
