"""Lists as files: what a spreadsheet program makes of their cells."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import RequestFactory
from openpyxl import Workbook, load_workbook

from socialvalue.files.domain.rows import rows_of
from socialvalue.files.views import as_sheet, safe_cell

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
LINES = [[*DANGEROUS], ["Parks = grass", None, Decimal("-120000.50"), date(2027, 4, 1), "Ends\x0bhere", ""]]


def sheet(address: str):
    """The two lines under six heads, as the address asks."""
    return as_sheet(RequestFactory().get(address), "things", list("ABCDEF"), LINES)


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_never_starts_a_formula(text):
    assert safe_cell(text) == f"'{text}"


def test_other_cells_stay():
    assert safe_cell("Parks = grass") == "Parks = grass"
    assert safe_cell(None) == ""
    assert safe_cell(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2), "summer time"
    assert safe_cell(Decimal("-120000.00")) == Decimal("-120000.00")


@pytest.mark.parametrize("address", ["/", "/?as=csv", "/?as=nonsense"])
def test_csv_where_nothing_else_is_asked_for(address, at):
    at("2026-11-02")
    answer = sheet(address)
    assert answer["Content-Disposition"] == 'attachment; filename="things-2026-11-02.csv"'
    head, first, second = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert (head, first) == (list("ABCDEF"), [f"'{one}" for one in DANGEROUS])
    assert second == ["Parks = grass", "", "-120000.50", "2027-04-01", "Ends\x0bhere", ""]


def test_xlsx_keeps_numbers_and_days_and_holds_no_formula(at):
    """Signs that no workbook can hold are left out, and a carriage return comes back as a line's end."""
    at("2026-11-02")
    answer = sheet("/?as=xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="things-2026-11-02.xlsx"'
    assert "spreadsheetml" in answer["Content-Type"]
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d", "inlineStr"}
    _, first, second = ([cell.value for cell in row] for row in rows)
    assert [one.replace("\n", "\r") for one in first] == [f"'{one}" for one in DANGEROUS]
    assert second[0] == "Parks = grass" and second[4] == "Endshere"
    assert second[2] == -120000.5 and second[3].date() == date(2027, 4, 1)


def test_numbers_of_a_workbook_are_exact():
    """A spreadsheet keeps 0.1 + 0.2 as 0.30000000000000004 and shows 0.3: 15 digits are read."""
    book, content = Workbook(), io.BytesIO()
    book.active.append(["Value", "Other"])
    book.active.append([0.1 + 0.2, 1234.5671])
    book.active.append([7, "x"])
    book.save(content)
    assert list(rows_of(content.getvalue()))[1:] == [(Decimal("0.3"), Decimal("1234.5671")), (7, "x")]
