"""Files of licensed values: uploaded, checked, loaded, withdrawn, looked up by measure and day; of one council only.

Every amount here is invented.
"""

import io
import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from councils.policies.domain.counting import Unit
from measures import queries, services
from measures.models import LicensedTable, LicensedValue, Measure
from socialvalue.access.domain import Actor, Denied, NotFound, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from socialvalue.files.domain.rows import MOST_BYTES
from tests.factories import councils as people
from tests.factories.licensed import loaded_table, uploaded_table

FILE = "Reference,Value\nNT1,123.4567\nNT4a,£98.7654\n"
DAY = date(2026, 6, 1)


@pytest.fixture
def lead(rotherham) -> Actor:
    return people.staff(rotherham, Role.PROCUREMENT_LEAD)


def measures(council, *keys: str) -> list[Measure]:
    return list(Measure.objects.filter(council=council, key__in=keys).order_by("position"))


def worths(actor: Actor, of: list[Measure], day: date = DAY, method: str = "national-toms") -> dict[str, str]:
    found = queries.licensed(actor, method, of, day)
    return {one.key: str(found[one.pk].value_for(day.year).normalize()) for one in of if one.pk in found}


def test_a_file_is_checked_and_nothing_is_in_use(lead):
    table = uploaded_table(lead, "Reference,Value,Colour\nNT1,£5\nNT1,-5\nNT999,6\n")
    assert table.status == "draft" and len(table.waiting) == 1
    assert [row["number"] for row in table.left_out] == [3, 4]
    assert table.notes == ["In 1 row a £ sign was taken off.", "Columns that are not read: Colour."]
    assert queries.methods(lead) == [] and not LicensedValue.objects.exists()


def test_good_rows_are_loaded_when_the_person_says_so(lead):
    """The value is exact: £123.4567 is neither rounded nor cut."""
    table = loaded_table(lead, FILE)
    first, second = queries.licensed_values(lead, table)
    assert (first.reference, first.worth, first.unit) == ("NT1", Decimal("123.456700"), "fte")
    assert (second.reference, second.worth, second.unit) == ("NT4a", Decimal("98.765400"), second.unit)
    assert (table.status, table.waiting, table.loaded_by_id) == ("loaded", [], lead.user_id)
    (method,) = queries.methods(lead)
    assert (method.key, method.name, method.values, method.newest_edition) == (
        "national-toms",
        "National TOMs",
        2,
        "2026",
    )
    entry = AuditEntry.objects.get(act="loaded licensed values")
    assert entry.detail == {"loaded": 2, "left out": 0} and "123" not in str(entry.detail)


def test_an_unknown_reference_is_kept_only_if_the_person_says_so(lead):
    text = "Reference,Value,Unit\nNT1,5,FTE\nZZ9,6,hour\n"
    kept = loaded_table(lead, text, with_unknown=True)
    assert queries.licensed_values(lead, kept).count() == 2
    left = loaded_table(lead, text, with_unknown=False, method_name="Another")
    assert [value.reference for value in queries.licensed_values(lead, left)] == ["NT1"]


def test_a_file_without_a_good_row_is_not_loaded(lead):
    table = uploaded_table(lead, "Reference,Value\nNT1,-5\n")
    with pytest.raises(Refusal, match="No row of this file can be loaded"):
        services.load_licensed(table=table, with_unknown=True, version=table.version, by=lead)
    assert LicensedTable.objects.get().status == "draft"


def test_real_cells_of_a_workbook(lead):
    """Numbers and days as Excel keeps them; a formula is refused although the file holds what it came to."""
    book = Workbook()
    book.active.append(["TOMs reference", "Proxy value", "Valid from"])
    book.active.append(["NT1", 123.4567, datetime(2026, 4, 1)])
    book.active.append(["NT4a", "=B2*2", datetime(2026, 4, 1)])
    book.active.append(["NT4", 5, 46113])
    content = io.BytesIO()
    book.save(content)
    table = uploaded_table(lead, content.getvalue(), file_name="values.xlsx", begins=None)
    assert [row[6] for row in table.waiting] == ["123.4567"]
    assert [row["number"] for row in table.left_out] == [3, 4]
    said = [" ".join(row["reasons"]) for row in table.left_out]
    assert "The value is a formula, “=B2*2”" in said[0] and "is the number “46113”, not a date" in said[1]


@pytest.mark.parametrize(
    ("content", "more", "field", "why"),
    [
        (b"Colour\nred\n", {}, "file", "There is none called “reference” and “value”"),
        (b"", {}, "file", "empty"),
        (b"Reference,Value\n", {}, "file", "no lines"),
        (b"x" * (MOST_BYTES + 1), {}, "file", "10 MB or smaller"),
        (FILE.encode(), {"method_name": "!!"}, "method_name", "letters"),
        (FILE.encode(), {"method_name": "Open"}, "method_name", "another name"),
    ],
)
def test_a_file_that_cannot_be_taken(lead, content, more, field, why):
    with pytest.raises(Refusal) as refused:
        uploaded_table(lead, content, **more)
    ((at, message),) = refused.value.errors
    assert at == field and why in message


def test_the_same_file_is_taken_once_for_a_method(lead):
    """Another method may use the same file; a file that was put aside may come again."""
    first = uploaded_table(lead, FILE)
    with pytest.raises(Refusal, match="This file is here already"):
        uploaded_table(lead, FILE)
    uploaded_table(lead, FILE, method_name="Social Value Engine")
    services.withdraw_licensed(table=first, reason="A trial.", version=first.version, by=lead)
    assert uploaded_table(lead, FILE).status == "draft"


def test_a_method_keeps_the_name_that_it_was_given_first(lead):
    """So that figures of one method are never shown as two."""
    uploaded_table(lead, FILE)
    assert uploaded_table(lead, FILE + "NT5,7\n", method_name="NATIONAL  toms").method_name == "National TOMs"


def test_a_mended_file_brings_only_what_is_new(lead):
    loaded_table(lead, FILE)
    table = uploaded_table(lead, FILE + "NT5,7\n")
    assert [row[1] for row in table.waiting] == ["NT5"] and table.left_out == []
    assert table.notes[-1] == "2 rows are loaded already and are left as before."


def test_a_loaded_edition_keeps_its_value(lead):
    loaded_table(lead, FILE)
    table = uploaded_table(lead, "Reference,Value\nNT1,7\n")
    assert table.waiting == []
    assert (
        "Edition 2026 is loaded with £123.4567 for NT1, and this row says £7.00"
        in table.left_out[0]["reasons"][0]
    )


def test_two_files_that_contradict_each_other_are_not_both_loaded(lead):
    """Both were checked before either was loaded: the second is judged again."""
    first, second = (uploaded_table(lead, f"Reference,Value\nNT1,{worth}\n") for worth in (5, 6))
    services.load_licensed(table=first, with_unknown=False, version=first.version, by=lead)
    with pytest.raises(Refusal, match="1 row of this one would contradict it"):
        services.load_licensed(table=second, with_unknown=False, version=second.version, by=lead)
    assert LicensedValue.objects.get().worth == 5
    assert LicensedTable.objects.get(pk=second.pk).status == "draft"


def test_whoever_comes_second_is_told(lead):
    table = uploaded_table(lead, FILE)
    again = queries.licensed_table(lead, table.uid)
    services.load_licensed(table=table, with_unknown=False, version=table.version, by=lead)
    with pytest.raises(Stale):
        services.load_licensed(table=again, with_unknown=False, version=again.version, by=lead)


def test_only_leads_and_administrators_load(rotherham):
    for role in set(Role) - {
        Role.PROCUREMENT_LEAD,
        Role.ADMINISTRATOR,
        Role.SUPPLIER_MEMBER,
        Role.SUPPLIER_ADMINISTRATOR,
    }:
        with pytest.raises(Denied):
            uploaded_table(people.staff(rotherham, role), FILE)
    assert uploaded_table(people.staff(rotherham, Role.ADMINISTRATOR), FILE)


# Looking up


def test_a_measure_is_valued_by_its_own_key_before_its_toms_reference(lead, rotherham):
    """local-jobs has the reference NT1: a row of its own key is the more exact of the two."""
    (jobs,) = measures(rotherham, "local-jobs")
    assert jobs.toms_reference == "NT1"
    loaded_table(lead, "Reference,Value\nnt1,5\n")
    assert worths(lead, [jobs]) == {"local-jobs": "5"}
    loaded_table(lead, "Reference,Value\nlocal-jobs,6.5\n")
    assert worths(lead, [jobs]) == {"local-jobs": "6.5"}


def test_the_value_of_the_day(lead, rotherham):
    """2025/26 had £5; from 1 April 2026 £6 until 31 March 2027, and then nothing is known."""
    of = measures(rotherham, "local-jobs")
    loaded_table(
        lead, "Reference,Value,Edition,From,To\nNT1,5,2025,2025-04-01,\nNT1,6,2026,2026-04-01,2027-03-31\n"
    )
    days = ("2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01")
    found = [worths(lead, of, date.fromisoformat(day)).get("local-jobs") for day in days]
    assert found == [None, "5", "5", "6", "6", None]


def test_a_value_for_another_unit_values_nothing(lead, rotherham):
    """The measure of another council's framework may count the same reference in another unit."""
    table = loaded_table(lead, FILE)
    of = measures(rotherham, "local-jobs")
    of[0].unit = Unit.HOUR.value
    assert queries.licensed(lead, table.method, of, DAY) == {}


def test_what_a_valuation_says(lead, rotherham):
    of = measures(rotherham, "local-jobs")
    loaded_table(lead, FILE, net=True, price_year="2022")
    said = queries.licensed(lead, "national-toms", of, DAY)[of[0].pk]
    assert (said.short, said.edition, said.price_year, said.net) == (
        "National TOMs 2026",
        "2026",
        "2022",
        True,
    )
    assert (said.method, said.method_name, said.secret) == ("national-toms", "National TOMs", True)
    assert said.licence == "Licence 7 of the council (invented)"


@pytest.mark.parametrize(
    ("shown_to", "secret"), [("council", True), ("suppliers", False), ("everybody", False)]
)
def test_the_licence_decides_who_sees_a_frozen_value(lead, rotherham, shown_to, secret):
    of = measures(rotherham, "local-jobs")
    loaded_table(lead, FILE, shown_to=shown_to)
    assert queries.licensed(lead, "national-toms", of, DAY)[of[0].pk].secret is secret


def test_two_methods_stand_side_by_side(lead, rotherham):
    of = measures(rotherham, "local-jobs")
    loaded_table(lead, FILE)
    loaded_table(lead, "Reference,Value\nlocal-jobs,77\n", method_name="Social Value Engine")
    assert [one.key for one in queries.methods(lead)] == ["national-toms", "social-value-engine"]
    assert worths(lead, of) == {"local-jobs": "123.4567"}
    assert worths(lead, of, method="social-value-engine") == {"local-jobs": "77"}


def test_looking_up_takes_one_query_however_many_measures(lead, rotherham):
    loaded_table(lead, FILE)
    for of in (measures(rotherham, "local-jobs"), list(Measure.objects.filter(council=rotherham))):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert queries.licensed(lead, "national-toms", of, DAY)
        assert len(asked) == 1


# Withdrawing


def test_a_withdrawn_table_values_nothing_more(lead, rotherham):
    table = loaded_table(lead, FILE)
    services.withdraw_licensed(table=table, reason="The licence has ended.", version=table.version, by=lead)
    assert worths(lead, measures(rotherham, "local-jobs")) == {} and queries.methods(lead) == []
    assert queries.licensed_values(lead, table).count() == 2, "what it held can still be read"
    entry = AuditEntry.objects.get(act="withdrew licensed values")
    assert entry.detail == {"reason": "The licence has ended."}
    assert loaded_table(lead, "Reference,Value\nNT1,7\n").status == "loaded", "its edition can be loaded anew"


def test_withdrawing_asks_for_a_reason(lead):
    table = loaded_table(lead, FILE)
    with pytest.raises(Refusal):
        services.withdraw_licensed(table=table, reason=" ", version=table.version, by=lead)


@pytest.mark.parametrize(
    "statement",
    [
        "update measures_licensedvalue set worth = 1",
        "delete from measures_licensedvalue",
        "delete from measures_licensedtable",
        "update measures_licensedtable set shown_to = 'everybody'",
        "update measures_licensedtable set method = 'x'",
    ],
)
def test_the_database_itself_refuses_to_change_them(lead, statement):
    loaded_table(lead, FILE)
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# Privacy


def test_nobody_else_sees_them(lead, rotherham, other_council):
    """Not another council, not a supplier, not the public; whatever the licence allows, they have no page here."""
    table = loaded_table(lead, FILE, shown_to="everybody")
    of = measures(rotherham, "local-jobs")
    firm = people.supplier_member(people.supplier())
    for actor in (
        people.staff(other_council, Role.ADMINISTRATOR),
        firm,
        Actor.public(),
        Actor.system(other_council.pk),
    ):
        assert queries.methods(actor) == []
        assert not queries.licensed_tables(actor).exists()
        assert queries.licensed(actor, "national-toms", of, DAY) == {}
        assert not queries.licensed_values(actor, table).exists()
        with pytest.raises(NotFound):
            queries.licensed_table(actor, table.uid)


def test_another_council_loads_the_same_references_for_itself(lead, rotherham, other_council):
    other = people.staff(other_council, Role.PROCUREMENT_LEAD)
    loaded_table(lead, FILE)
    loaded_table(other, FILE.replace("123.4567", "456.7891"))
    assert worths(lead, measures(rotherham, "local-jobs")) == {"local-jobs": "123.4567"}
    assert worths(other, measures(other_council, "local-jobs")) == {"local-jobs": "456.7891"}


# Size


def test_ten_thousand_rows_take_less_than_five_seconds(lead):
    """Half of them wrong; uploaded, checked and loaded."""
    lines = (
        f"R{number},{number}.{number % 10},hour" if number % 2 else f'R{number},"1,5",hour'
        for number in range(1, 10_001)
    )
    begun = time.perf_counter()
    table = loaded_table(lead, "Reference,Value,Unit\n" + "\n".join(lines))
    assert time.perf_counter() - begun < 5
    assert (LicensedValue.objects.count(), len(table.left_out)) == (5_000, 5_000)


def test_a_catalogue_of_300_measures_with_10_editions_takes_less_than_five_seconds(lead):
    lines = (
        f"R{measure},{measure}.{year % 100},hour,{year},{year}-04-01"
        for measure in range(1, 301)
        for year in range(2017, 2027)
    )
    begun = time.perf_counter()
    table = loaded_table(lead, "Reference,Value,Unit,Edition,Valid from\n" + "\n".join(lines))
    assert time.perf_counter() - begun < 5
    assert LicensedValue.objects.count() == 3_000 and table.left_out == []
