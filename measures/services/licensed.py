"""A council's own licensed values: a file is uploaded and checked, its good rows are loaded, a table is withdrawn."""

import hashlib
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from councils.organisations.models import Council
from measures import queries
from measures.domain.licensed import COLUMNS, NEEDED, GoodRow, Sheet, Told, clashes, read_sheet, reference_key
from measures.domain.licensed_moves import DRAFT, LOAD, SET_ASIDE, WITHDRAW, WITHDRAWN
from measures.domain.valuation import OPEN
from measures.models import LicensedTable, LicensedValue
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.files.domain import shown_name
from socialvalue.files.domain.rows import separator_of, table_of

A_BATCH = 1000


@transaction.atomic
def upload_licensed(
    *,
    file_name: str,
    content: bytes,
    method_name: str,
    net: bool,
    price_year: str,
    shown_to: str,
    edition: str,
    begins: date | None,
    licence: str,
    by: Actor,
) -> LicensedTable:
    """Check a CSV or XLSX file of one method, row by row, and keep what it says as a draft; nothing is in use yet.

    ``edition``, ``begins`` and ``licence`` stand for rows that do not say their own. Raises Refusal at a field.
    """
    require(by, "values.manage")
    _lock(by)
    method = _method(method_name)
    sha256 = hashlib.sha256(content).hexdigest()
    _refuse_kept(by, method, sha256)
    sheet = _judged(content, by, method, Told(edition, begins, licence, separator_of(content) == ";"))
    made = LicensedTable.objects.create(
        council_id=by.council_id,
        method=method,
        method_name=_name_of(by, method) or " ".join(method_name.split()),
        net=net,
        price_year=price_year,
        shown_to=shown_to,
        file_name=shown_name(file_name),
        sha256=sha256,
        **_found(sheet),
        uploaded_at=clock.now(),
        uploaded_by_id=by.user_id,
    )
    audit.record(
        made, "uploaded a file of licensed values", by=by, detail={"sha256": sha256, **_counts(sheet)}
    )
    return made


def _name_of(by: Actor, method: str) -> str:
    """What a method was called first, so that it has one name in every figure."""
    known = LicensedTable.objects.filter(council_id=by.council_id, method=method).order_by("pk").first()
    return known.method_name if known else ""


def _found(sheet: Sheet) -> dict[str, list]:
    return {
        "waiting": [row.to_list() for row in sheet.good],
        "left_out": [asdict(row) for row in sheet.bad],
        "notes": _notes(sheet),
    }


def _lock(by: Actor) -> None:
    """One file at a time for each council; rows that only point at the council do not wait."""
    Council.objects.select_for_update(no_key=True).get(pk=by.council_id)


def _method(name: str) -> str:
    key = slugify(name)
    if not key:
        raise Refusal("Give the method a name with letters in it, like National TOMs", "method_name")
    if key == OPEN:
        raise Refusal("Open values are here already. Give your own method another name", "method_name")
    return key


def _refuse_kept(by: Actor, method: str, sha256: str) -> None:
    same = LicensedTable.objects.filter(council_id=by.council_id, method=method, sha256=sha256)
    kept = same.exclude(status=WITHDRAWN).select_related("uploaded_by").first()
    if kept is not None:
        day = f"{kept.uploaded_at:%-d %B %Y}"
        raise Refusal(
            f"This file is here already: {kept.uploaded_by or 'somebody'} uploaded it on {day} as {kept.file_name}",
            "file",
        )


def _judged(content: bytes, by: Actor, method: str, told: Told) -> Sheet:
    table = table_of(content, COLUMNS, needed=NEEDED, formulas=True)
    return read_sheet(
        table.lines(),
        told=told,
        measured=queries.measured(by),
        loaded=queries.licensed_rows(by, method),
        ignored=table.ignored,
    )


def _counts(sheet: Sheet) -> dict[str, int]:
    return {"good": len(sheet.known), "unknown": len(sheet.unknown), "wrong": len(sheet.bad)}


def _notes(sheet: Sheet) -> list[str]:
    """What was read otherwise than it stands in the file, in sentences."""
    said = [f"In {number:,} {_rows(number)} {what}." for what, number in sheet.told]
    if sheet.ignored:
        said.append(f"Columns that are not read: {', '.join(name[:60] for name in sheet.ignored[:20])}.")
    if sheet.already:
        is_loaded = "is loaded already and is" if sheet.already == 1 else "are loaded already and are"
        said.append(f"{sheet.already:,} {_rows(sheet.already)} {is_loaded} left as before.")
    return said


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"


@transaction.atomic
def load_licensed(*, table: LicensedTable, with_unknown: bool, version: int, by: Actor) -> int:
    """Put the good rows of a checked file into use, and say how many; they never change from then on.

    ``with_unknown`` keeps rows whose reference no measure has, too. Raises Refusal where none is left, or where another
    file loaded since contradicts one; Stale where somebody was faster.
    """
    require(by, LOAD.permission, table)
    _lock(by)
    rows = [row for row in map(GoodRow.from_list, table.waiting) if row.known or with_unknown]
    left = len(table.waiting) - len(rows)
    advance(
        table,
        LOAD,
        by=by,
        version=version,
        detail={"loaded": len(rows), "left out": left + len(table.left_out)},
    )
    if not rows:
        raise Refusal("No row of this file can be loaded. Mend the file and upload it again.")
    if against := len({row.number for row, _ in clashes(rows, queries.licensed_rows(by, table.method))}):
        raise Refusal(
            f"Another file was loaded in between, and {against:,} {_rows(against)} of this one would contradict it. "
            "Upload this file again to see which."
        )
    LicensedValue.objects.bulk_create([_value(table, row) for row in rows], batch_size=A_BATCH)
    table.waiting, table.loaded_at, table.loaded_by_id = [], clock.now(), by.user_id
    table.save(update_fields=["waiting", "loaded_at", "loaded_by"])
    return len(rows)


def _value(table: LicensedTable, row: GoodRow) -> LicensedValue:
    return LicensedValue(
        council_id=table.council_id,
        table=table,
        row=row.number,
        reference=row.reference,
        reference_key=reference_key(row.reference),
        edition=row.edition,
        valid_from=row.begins,
        valid_to=row.ends,
        unit=row.unit.value,
        worth=row.worth,
        licence=row.licence,
    )


@transaction.atomic
def withdraw_licensed(*, table: LicensedTable, reason: str, version: int, by: Actor) -> None:
    """Take a table out of use, with the reason: it values no new contract; what is signed keeps what was frozen.

    A file that was never loaded is put aside with its rows.
    """
    reason = reason.strip()
    if not reason:
        raise Refusal("Say why. Whoever asks for these values later will want to know.", "reason")
    step = SET_ASIDE if table.status == DRAFT else WITHDRAW
    advance(table, step, by=by, version=version, detail={"reason": reason})
    table.waiting, table.withdrawn_because = [], reason
    table.withdrawn_at, table.withdrawn_by_id = clock.now(), by.user_id
    table.save(update_fields=["waiting", "withdrawn_because", "withdrawn_at", "withdrawn_by"])
