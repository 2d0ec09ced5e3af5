"""A scheme says how many commitments every bid must offer: the schemes that stand are given what they were published by.

The number comes from the requirement that was copied to the procurement, where it was read so far. A scheme so filled is
of format 2 and has another checksum; taken back it is of format 1 again, with the checksum that it had before.
"""

import hashlib
import json

from django.db import migrations

KEY = "least_commitments"


def _checksum(scheme):
    text = json.dumps(scheme, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _asked(rows):
    """The number and its clauses, of the first copied requirement that binds; 0 where none does."""
    for row in rows:
        if row.content["force"] == "must":
            governing = [said for said in row.content["said_by"] if said["governs"]]
            clauses = [f"{c['short']}, {c['section']}" for said in governing for c in said["clauses"]]
            return {"number": row.content["effect"]["at_least"], "clause": "; ".join(dict.fromkeys(clauses))}
    return {"number": 0, "clause": ""}


def _rewrite(apps, schema_editor, change):
    """Give every published scheme what ``change`` makes of it, past the trigger that keeps it from others."""
    tenders = apps.get_model("tenders", "Tender").objects.using(schema_editor.connection.alias)
    schema_editor.execute("set constraints all immediate")  # a table with checks to come cannot be altered
    schema_editor.execute("alter table tenders_tender disable trigger scheme_is_frozen")
    for tender in tenders.filter(scheme__isnull=False).order_by("pk").iterator():
        scheme = change(tender)
        tenders.filter(pk=tender.pk).update(scheme=scheme, scheme_checksum=_checksum(scheme))
    schema_editor.execute("alter table tenders_tender enable trigger scheme_is_frozen")


def fill(apps, schema_editor):
    copied = apps.get_model("opportunities", "Requirement").objects.using(schema_editor.connection.alias)

    def filled(tender):
        rows = copied.filter(procurement_id=tender.procurement_id, kind="quantifiable_commitments")
        return {**tender.scheme, "format": 2, KEY: _asked(rows.order_by("pk"))}

    _rewrite(apps, schema_editor, filled)


def empty(apps, schema_editor):
    def emptied(tender):
        return {name: part for name, part in tender.scheme.items() if name != KEY} | {"format": 1}

    _rewrite(apps, schema_editor, emptied)


class Migration(migrations.Migration):
    """The number of commitments in the schemes that stand."""

    dependencies = [("tenders", "0002_scheme_is_frozen"), ("opportunities", "0002_first")]
    operations = [migrations.RunPython(fill, empty)]
