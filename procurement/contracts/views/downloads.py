"""Lists as CSV files that a spreadsheet opens safely."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# A spreadsheet would run a cell that begins with one of these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def as_csv(file_name: str, heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to save: UTF-8 with a mark that spreadsheets know it by, text that starts like a formula quoted."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.write(BOM)
    writer = csv.writer(response)
    writer.writerow(heads)
    for line in lines:
        writer.writerow([_cell(value) for value in line])
    return response


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
