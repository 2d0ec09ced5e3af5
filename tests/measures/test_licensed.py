"""A council's own table of values: every cell that may come, every row judged with all its reasons. All amounts are invented."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.policies.domain.counting import Unit
from measures.domain import licensed_cells as cells
from measures.domain.licensed import COLUMNS, GoodRow, Told, in_force, read_sheet, reference_key
from measures.domain.licensed_cells import POUND_SIGN, THOUSANDS, Wrong

ALL = Told(edition="2026", begins=date(2026, 4, 1), licence="Licence 7")
MEASURED = {
    "nt1": {Unit.FTE},
    "nt2": {Unit.HOUR},
    "nt3": {Unit.PERCENT},
    "nt4": {Unit.HOUR, Unit.WEEK},
    "local-jobs": {Unit.FTE},
}


def sheet(*rows: dict, told: Told = ALL, loaded=()):
    """Rows as a file would give them; the first is row 2."""
    return read_sheet(enumerate(rows, 2), told=told, measured=MEASURED, loaded=loaded)


def reasons(*rows: dict, **more) -> dict[int, tuple[str, ...]]:
    return {row.number: row.reasons for row in sheet(*rows, **more).bad}


def good(**told) -> GoodRow:
    row = {"number": 2, "reference": "NT1", "edition": "2026", "begins": date(2026, 4, 1), "ends": None}
    return GoodRow(**{**row, "unit": Unit.FTE, "worth": Decimal("123.4567"), "licence": "Licence 7", **told})


@pytest.mark.parametrize(
    ("cell", "worth", "told"),
    [
        ("123.4567", "123.4567", ()),
        (Decimal("123.4567"), "123.4567", ()),
        (Decimal("250.0"), "250", ()),
        (250, "250", ()),
        (".5", "0.5", ()),
        ("£250.00", "250", (POUND_SIGN,)),
        (" £ 1,234.50 ", "1234.5", (POUND_SIGN, THOUSANDS)),
        ("1,234", "1234", (THOUSANDS,)),
        ("1,234,567.891", "1234567.891", (THOUSANDS,)),
        ("9999999999.999999", "9999999999.999999", ()),
    ],
)
def test_an_amount_is_read(cell, worth, told):
    assert cells.amount(cell) == (Decimal(worth), told)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (None, "The value is missing"),
        ("  ", "The value is missing"),
        ("-5", "negative"),
        (Decimal("-5.5"), "negative"),
        ("-£5", "negative"),
        ("£-5", "negative"),
        ("(5.00)", "negative"),
        ("-1,234.50", "negative"),
        ("0", "no value is not £0"),
        (Decimal("0.0"), "no value is not £0"),
        ("1,5", "has a comma where a point may be meant. Write it with a point, like 1.5."),
        ("1.234,50", "Write it with a point, like 1234.50."),
        ("12,34,567", "has a comma where a point may be meant. Write it with a point."),
        ("1,2345", "like 1.2345"),
        ("=A1*2", "The value is a formula, “=A1*2”"),
        ("1e3", "Write all of its digits"),
        (Decimal("1E-7"), "Write all of its digits"),
        ("NaN", "not an amount in pounds"),
        ("Infinity", "not an amount in pounds"),
        ("#N/A", "not an amount in pounds"),
        ("£", "not an amount in pounds"),
        ("££5", "not an amount in pounds"),
        ("250 a week", "not an amount in pounds"),
        ("5%", "not an amount in pounds"),
        ("1 234", "not an amount in pounds"),
        ("١٢", "not an amount in pounds"),
        ("0.1234567", "more than 6 decimal places"),
        ("10000000000", "too large"),
        (True, "Write an amount in pounds"),
        (datetime(2026, 3, 31), "is a date, “2026-03-31”"),
        (date(2026, 3, 31), "is a date"),
    ],
)
def test_an_amount_is_refused(cell, why):
    with pytest.raises(Wrong) as wrong:
        cells.amount(cell)
    assert why in str(wrong.value)


def test_between_semicolons_a_comma_may_be_a_point():
    """A file of a continental spreadsheet: there 1,234 is one and a bit."""
    with pytest.raises(Wrong, match=r"like 1\.234"):
        cells.amount("1,234", comma_is_point=True)
    assert cells.amount("1.234", comma_is_point=True) == (Decimal("1.234"), ())


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 3, 31),
        datetime(2026, 3, 31, 12),
        "2026-03-31",
        "2026-3-31",
        "2026-03-31 00:00:00",
        "2026-03-31T00:00:00",
        "31/03/2026",
        "31.3.2026",
        "31-03-2026",
        "31 March 2026",
        "31 mar 2026",
        "31-Mar-2026",
    ],
)
def test_a_day_is_read(cell):
    assert cells.day(cell, "day") == date(2026, 3, 31)


def test_a_day_that_is_the_same_both_ways_round_is_taken():
    assert cells.day("04/04/2026", "day") == date(2026, 4, 4)
    assert cells.day("", "day") is None and cells.day(None, "day") is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("01/04/2026", "can be 1 April or 4 January. Write it like 2026-04-01."),
        ("12/11/2026", "can be 12 November or 11 December"),
        ("04/13/2026", "not a day of the calendar"),
        ("31/02/2026", "not a day of the calendar"),
        ("2026-02-30", "not a day of the calendar"),
        ("31/03/26", "not a date like"),
        ("31 Marchish 2026", "not a date like"),
        ("spring", "not a date like"),
        (46112, "is the number “46112”, not a date"),
        (Decimal("46112.0"), "is the number “46112”, not a date"),
        ("=TODAY()", "is a formula"),
        (date(1900, 1, 1), "in the year 1900"),
        ("2200-01-01", "in the year 2200"),
    ],
)
def test_a_day_is_refused(cell, why):
    with pytest.raises(Wrong) as wrong:
        cells.day(cell, "day")
    assert why in str(wrong.value)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("FTE", Unit.FTE),
        ("fte years", Unit.FTE_YEAR),
        ("Hrs", Unit.HOUR),
        ("£", Unit.GBP),
        ("t CO2e", Unit.TCO2E),
    ]
    + [(unit.value, unit) for unit in Unit if unit.is_posted],
)
def test_a_unit_is_known_as_people_write_it(cell, unit):
    assert cells.unit(cell) is unit


@pytest.mark.parametrize(
    ("cell", "why"),
    [("people", "not known. Write one of: FTE, FTE-year, week"), ("%", "never valued"), ("=A1", "not known")],
)
def test_a_unit_is_refused(cell, why):
    with pytest.raises(Wrong, match=why):
        cells.unit(cell)


def test_a_row_takes_from_the_form_what_it_does_not_say():
    """The reference is compared without case and spaces; the unit is the measure's own where the file names none."""
    (row,) = sheet({"reference": "nt 1", "worth": "£123.4567"}).good
    assert row == good(reference="nt 1", told=(POUND_SIGN,))
    assert row.pounds == "£123.4567"


def test_a_row_says_more_than_the_form():
    (row,) = sheet(
        {
            "reference": "local-jobs", "worth": 5, "edition": 2027, "begins": "2027-04-01", "ends": "2028-03-31",
            "unit": "FTE-years", "licence": "Licence 8",
        }
    ).good  # fmt: skip
    assert (row.edition, row.begins, row.ends) == ("2027", date(2027, 4, 1), date(2028, 3, 31))
    assert (row.unit, row.licence, row.known) == (Unit.FTE_YEAR, "Licence 8", True)


def test_every_reason_is_told_at_once():
    (found,) = reasons(
        {"reference": "=A1", "worth": "1,5", "begins": "01/04/2026", "ends": "x", "licence": "y" * 301},
        told=Told(),
    ).values()
    said = " ".join(found)
    assert len(found) == 6
    for part in (
        "comma",
        "reference is a formula",
        "edition is missing",
        "can be",
        "not a date",
        "longer than 300",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"reference": ""}, "The reference is missing"),
        ({"reference": "@SUM(1)"}, "holds other signs"),
        ({"reference": "<script>"}, "holds other signs"),
        ({"reference": "N" * 61}, "longer than 60"),
        ({"reference": "NT99"}, "names no unit"),
        ({"reference": "NT3"}, "counted in percent, which is never valued"),
        ({"reference": "NT4"}, "counted in hours or weeks. Add a column “Unit”"),
        ({"unit": "people"}, "The unit “people” is not known"),
        ({"unit": "hours"}, "The value is for hours, and the measure NT1 is counted in FTE."),
        (
            {"reference": "NT4", "unit": "FTE"},
            "The value is for FTE, and the measure NT4 is counted in hours or weeks.",
        ),
        ({"ends": "2026-03-31"}, "ends on 31 March 2026, before it begins on 1 April 2026"),
        ({"edition": "=1"}, "The edition is a formula"),
    ],
)
def test_a_row_is_refused(row, why):
    (found,) = reasons({"reference": "NT1", "worth": "5", **row}).values()
    assert len(found) == 1 and why in found[0]


def test_a_reference_that_no_measure_has_stands_apart():
    """In order but for that: kept only if the person says so, and then it says its own unit."""
    found = sheet({"reference": "NT1", "worth": "5"}, {"reference": "NT99", "worth": "6", "unit": "hour"})
    assert [row.reference for row in found.known] == ["NT1"]
    assert [(row.reference, row.unit) for row in found.unknown] == [("NT99", Unit.HOUR)]


def row(begins: str, ends: str = "", worth: str = "5", reference: str = "NT1", **more) -> dict:
    return {"reference": reference, "worth": worth, "begins": begins, "ends": ends, **more}


def test_without_an_end_a_value_holds_until_the_next_begins():
    """Two editions side by side: 2025 from 1 April 2025 and 2026 from 1 April 2026 overlap on no day."""
    assert not reasons(row("2025-04-01"), row("2026-04-01"), row("2024-04-01", "2025-03-31"))


@pytest.mark.parametrize(
    ("one", "other", "wrong", "why"),
    [
        (row("2026-04-01"), row("2026-04-01"), {3}, "says the same as row 2"),
        (row("2026-04-01"), row("2026-04-01", worth="6"), {2, 3}, "begins on the same day, 1 April 2026"),
        (row("2026-04-01"), row("2026-04-01", edition="b"), {2, 3}, "begins on the same day"),
        (row("2025-04-01", "2026-04-01"), row("2026-04-01"), {2, 3}, "overlaps"),
        (row("2026-04-01"), row("2025-04-01", "2026-09-30"), {2, 3}, "holds until 30 September 2026, and this one begins on 1 April 2026"),
        (row("2026-04-01"), row("2026-04-01", worth="6", reference="nt 1"), {2, 3}, "same day"),
        (row("2025-04-01", "2026-03-31"), row("2026-04-01"), set(), ""),
        (row("2026-04-01"), row("2026-04-01", reference="local-jobs"), set(), ""),
        (row("2026-04-01", reference="NT4", unit="hour"), row("2026-04-01", reference="NT4", unit="week"), set(), ""),
    ],
)  # fmt: skip
def test_a_reference_has_one_value_on_each_day(one, other, wrong, why):
    found = reasons(one, other)
    assert set(found) == wrong
    assert not wrong or why in " ".join(found[max(wrong)] + found[min(wrong)])


def test_an_end_that_reaches_over_several_rows_is_seen():
    """Row 2 holds until 2030: rows 3 and 4 both begin within it."""
    assert set(reasons(row("2024-04-01", "2030-03-31"), row("2026-04-01"), row("2028-04-01"))) == {2, 3, 4}


@pytest.mark.parametrize(
    ("loaded", "why"),
    [
        (
            good(worth=Decimal("7.25")),
            "Edition 2026 is loaded with £7.25 for NT1, and this row says £123.4567",
        ),
        (good(edition="2025"), "a loaded value of edition 2025 for NT1 begins on the same day"),
        (good(edition="2025", begins=date(2025, 4, 1), ends=date(2026, 4, 1)), "holds until 1 April 2026"),
    ],
)
def test_what_is_loaded_is_never_contradicted(loaded, why):
    (found,) = reasons({"reference": "NT1", "worth": "123.4567"}, loaded=[loaded]).values()
    assert len(found) == 1 and why in found[0]


def test_what_is_loaded_already_is_left_as_it_is():
    """A file that was mended is sent as a whole: its first row stands loaded, its second is new, and none is wrong."""
    found = sheet(
        {"reference": "nt1", "worth": "£123.4567"}, {"reference": "NT2", "worth": "6"}, loaded=[good()]
    )
    assert (found.already, [row.reference for row in found.good], found.bad) == (1, ["NT2"], ())


def test_a_new_edition_follows_what_is_loaded():
    assert not reasons(
        {"reference": "NT1", "worth": "5"}, loaded=[good(edition="2025", begins=date(2025, 4, 1))]
    )


def test_what_was_taken_off_is_counted():
    found = sheet(
        *({"reference": "NT1", "worth": "£1,000", "begins": f"20{year}-04-01"} for year in (26, 27))
    )
    assert dict(found.told) == {POUND_SIGN: 2, THOUSANDS: 2}


def test_the_newest_that_has_begun_holds_unless_it_has_ended():
    """On 31 March 2026 the older holds; from 1 April the newer; after its end none, and not the older one again."""
    older = good(begins=date(2025, 4, 1), edition="2025")
    newer = good(ends=date(2027, 3, 31))
    held = {day: in_force([older, newer], day) for day in map(date.fromisoformat, ("2025-03-31", "2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"))}  # fmt: skip
    assert list(held.values()) == [None, older, newer, newer, None]


def test_a_row_is_kept_as_it_is():
    for one in (good(), good(ends=date(2027, 3, 31), known=False)):
        assert GoodRow.from_list(one.to_list()) == one


ANY = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(st.lists(st.dictionaries(st.sampled_from(list(COLUMNS)), ANY), max_size=5))
def test_any_row_is_good_or_bad(rows):
    found = sheet(*rows)
    assert sorted([one.number for one in (*found.good, *found.bad)]) == list(range(2, len(rows) + 2))
    assert all(one.reasons for one in found.bad)
    assert all(one.worth > 0 and reference_key(one.reference) for one in found.good)


@given(st.decimals(min_value="0.000001", max_value="9999999999", places=6))
def test_every_amount_is_read_back(worth):
    """As digits, with commas between thousands, and with a £ sign: the same to the millionth."""
    for written in (f"{worth:f}", f"{worth:,f}", f"£{worth:,f}"):
        assert cells.amount(written)[0] == worth
