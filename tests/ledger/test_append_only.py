"""The database itself refuses to change, delete or empty what was posted and what was done."""

import importlib

import pytest
from django.db import IntegrityError, connection, transaction

from procurement.ledger.models import Account, Entry, Posting
from socialvalue.access import audit
from socialvalue.access.models import AuditEntry

append_only = importlib.import_module("procurement.ledger.migrations.0003_append_only")
MODELS = (Account, Posting, Entry, AuditEntry)


@pytest.fixture
def posted(world):
    """One row in each table."""
    account = world.account()
    world.report(account, "3", line=1)
    audit.record(account, "opened the account", by=world.lead)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_the_tables_are_those_that_are_only_added_to():
    assert {model._meta.db_table for model in MODELS} == set(append_only.TABLES)


@pytest.mark.parametrize("model", MODELS)
def test_a_row_cannot_be_changed(posted, model):
    with pytest.raises(IntegrityError, match="only added to: update is refused"), transaction.atomic():
        model.objects.update(council_id=model.objects.first().council_id)


@pytest.mark.parametrize("model", MODELS)
def test_a_row_cannot_be_deleted(posted, model):
    with pytest.raises(IntegrityError, match="only added to: delete is refused"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("model", MODELS)
def test_a_table_cannot_be_emptied(posted, model):
    """The test run drops these triggers, because it empties tables itself; here they are made again and undone."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(append_only.ALLOW.format(table=table) + append_only.FORBID.format(table=table))
        with pytest.raises(IntegrityError, match="only added to: truncate is refused"), transaction.atomic():
            cursor.execute(f"truncate {table} cascade")


def test_the_migration_can_be_undone_and_done_again(posted):
    with connection.cursor() as cursor:
        for table in append_only.TABLES:
            cursor.execute(append_only.ALLOW.format(table=table))
        cursor.execute("drop function refuse_change()")
        Entry.objects.update(place="E05001")
        cursor.execute("set constraints all immediate")
        cursor.execute(append_only.REFUSE)
        for table in append_only.TABLES:
            cursor.execute(append_only.FORBID.format(table=table))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(place="")
