"""Reading a register: headings as councils write them, cells as messy as they come, and what is told from something else."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from councils.policies.domain.words import ContractType, Route
from procurement.backtests.domain.headings import COLUMNS
from procurement.backtests.domain.past import LeftOut, PastContract, read_line
from procurement.backtests.domain.sheet import read_sheet
from socialvalue.access.domain import Refusal
from socialvalue.files.domain.rows import MOST_BYTES, MOST_LINES, columns_of

TODAY = date(2026, 11, 21)
CODE = "Reference number,Title of agreement,Department responsible,Supplier name and details,Sum to be paid,SME,Start date,End date\n"


def line(**cells) -> PastContract | LeftOut:
    return read_line(7, {"title": "Grass", "value": "120000", **cells}, TODAY)


@pytest.mark.parametrize(
    ("column", "name"), [(column, name) for column, names in COLUMNS.items() for name in names]
)
def test_every_heading_is_known_however_it_is_written(column, name):
    assert columns_of(["x", name.upper().replace(" ", "_")], COLUMNS) == {column: 1}


def test_of_two_headings_for_one_thing_the_first_named_wins():
    """Contracts Finder has a day published and a day awarded; the procurement commenced with the notice."""
    assert columns_of(["awarded_date", "published_date"], COLUMNS) == {"commenced": 1}


def test_a_register_of_the_transparency_code():
    text = CODE + 'C1,Grass cutting,Parks,"Green, Ltd","£120,000.50",Yes,01/04/2025,31/03/2029\n,,,,,,,\n'
    sheet = read_sheet(text.encode())
    assert sheet.columns == (
        "reference",
        "title",
        "service_area",
        "supplier",
        "size",
        "value",
        "starts",
        "ends",
    )
    (only,) = sheet.lines
    read = read_line(only["line"], only["cells"], TODAY)
    assert only["line"] == 2
    assert (read.reference, read.supplier, read.value, read.small) == (
        "C1",
        "Green, Ltd",
        Decimal("120000.50"),
        True,
    )
    assert (read.commenced, read.days) == (date(2025, 4, 1), 1461)  # four years, one of them with 29 February


def test_the_same_as_xlsx_with_real_days_and_numbers():
    book = Workbook()
    book.active.append(["Title", "Value", "Start", "End"])
    book.active.append(["Grass", 120000.5, date(2025, 4, 1), date(2026, 3, 31)])
    file = io.BytesIO()
    book.save(file)
    sheet = read_sheet(file.getvalue())
    read = read_line(2, sheet.lines[0]["cells"], TODAY)
    assert (read.value, read.commenced, read.days) == (Decimal("120000.50"), date(2025, 4, 1), 365)


@pytest.mark.parametrize(
    "text", ["Title;Value\nGrass;5", "Title\tValue\nGrass\t5", "\ufeffTitle,Value\nGrass,5"]
)
def test_other_separators_and_a_mark_at_the_start(text):
    assert read_sheet(text.encode()).lines[0]["cells"] == {"title": "Grass", "value": "5"}


def test_letters_of_windows_are_read():
    assert read_sheet("Title,Value\nCafé £,5".encode("cp1252")).lines[0]["cells"]["title"] == "Café £"


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"Title,Value\n", "no lines under them"),
        (b"Title,Colour\nGrass,5", "There is none called \u201cvalue\u201d"),
        (b"Colour,Size of shoe\n1,2", "\u201ctitle\u201d and \u201cvalue\u201d"),
        (b"Title,Value\n" + b"a,5\n" * (MOST_LINES + 1), "20,000 lines or fewer"),
        (b"x" * (MOST_BYTES + 1), "10 MB or smaller"),
        (b"PK\x03\x04 not a spreadsheet", "cannot be read as XLSX"),
        (b"\x00\x01\x02\x00", "must be a CSV or an XLSX file"),
    ],
)
def test_what_is_no_register_is_refused_at_the_file(content, words):
    with pytest.raises(Refusal) as refused:
        read_sheet(content)
    ((field, message),) = refused.value.errors
    assert field == "file" and words in message


def test_a_packed_file_that_unpacks_to_too_much_is_not_unpacked():
    with pytest.raises(Refusal, match="too large once it is opened"):
        read_sheet(_bomb())


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"title": " "}, "no title"),
        ({"value": ""}, "no value"),
        ({"value": "0"}, "no value"),
        ({"value": "-5"}, "no value"),
        ({"value": "NaN"}, "no value"),
        ({"value": "tbc"}, "no value"),
        ({"value": "10000000000"}, "too large"),
    ],
)
def test_a_line_that_cannot_be_judged_says_why(cells, why):
    left_out = line(**cells)
    assert isinstance(left_out, LeftOut) and why in left_out.why and left_out.line == 7


@pytest.mark.parametrize(
    ("cpv", "kind"),
    [
        ("03000000", ContractType.GOODS),
        ("44999999", ContractType.GOODS),
        ("45000000-7", ContractType.WORKS),
        ("45999999", ContractType.WORKS),
        ("48000000", ContractType.GOODS),
        ("50000000", ContractType.SERVICES),
        ("98000000; 45000000", ContractType.SERVICES),
    ],
)
def test_a_missing_type_is_told_from_the_division_of_the_cpv_code(cpv, kind):
    """45 is works; 03 to 44 and 48 are goods; the rest services."""
    read = line(cpv=cpv)
    assert read.contract_type is kind and any("told from CPV" in one for one in read.told)


def test_what_the_register_says_is_not_told_from_anything():
    read = line(type="Works", route="ITT", vat="20%", commenced="2025-06-01", cpv="77310000")
    assert (read.contract_type, read.route, read.vat_rate) == (
        ContractType.WORKS,
        Route.TENDER,
        Decimal("0.2"),
    )
    assert read.told == ()


def test_what_it_does_not_say_is_taken_openly():
    assert line().told == (
        "no day: judged as if it commenced today",
        "VAT rate: 20% taken",
        "type: services taken",
        "route: a tender taken",
    )
    assert line().commenced == TODAY and line().small is None and line().days is None


@pytest.mark.parametrize(
    "day", ["2025-12-03", "03/12/2025", "3 December 2025", "03-Dec-2025", "2025-12-03T10:00:00"]
)
def test_days_as_people_write_them(day):
    assert line(commenced=day).commenced == date(2025, 12, 3)


def test_an_end_before_the_start_is_no_length():
    assert line(starts="2025-06-01", ends="2025-05-31").days is None
    assert line(starts="2025-06-01", ends="2025-06-01").days == 1


def test_text_from_the_web_is_read_as_text():
    assert line(supplier="B&amp;E Boys\n Ltd").supplier == "B&E Boys Ltd"


@given(st.dictionaries(st.sampled_from(list(COLUMNS)), st.text(max_size=40)))
def test_any_line_is_read_or_left_out(cells):
    assert isinstance(read_line(2, cells, TODAY), PastContract | LeftOut)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content):
    try:
        read_sheet(content)
    except Refusal as refused:
        assert refused.errors
