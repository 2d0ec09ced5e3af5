"""The migration that gives older schemes the number of commitments that bids must offer."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from procurement.opportunities.models import Requirement
from procurement.tenders.domain.scheme import Least, Scheme
from procurement.tenders.models import Tender
from tests.factories.opportunities import assessed_procurement
from tests.factories.tenders import draft_tender, lead, published_tender

migration = import_module("procurement.tenders.migrations.0003_least_commitments")


def run(step) -> None:
    """One step of the migration on the rows as they stand."""
    with connection.schema_editor() as editor:
        step(apps, editor)


@pytest.fixture
def older(rotherham) -> Tender:
    """A tender whose scheme was published before schemes knew the number."""
    tender = published_tender(rotherham)
    run(migration.empty)
    return Tender.objects.get(pk=tender.pk)


def test_a_scheme_of_before_is_filled_from_what_was_copied(older):
    """It becomes what a publication freezes today, checksum and all."""
    assert older.scheme["format"] == 1 and migration.KEY not in older.scheme
    run(migration.fill)
    filled = Tender.objects.get(pk=older.pk)
    scheme = Scheme.from_dict(filled.scheme)
    assert scheme.least_commitments.number == 1
    assert scheme.least_commitments.clause.startswith("Social Value Policy, ")
    assert filled.scheme_checksum == scheme.checksum != older.scheme_checksum


def test_it_comes_back_with_the_checksum_that_it_had(older):
    """There and back again is where it was, so that what was written down of the older checksum can be proved."""
    run(migration.fill)
    run(migration.empty)
    again = Tender.objects.get(pk=older.pk)
    assert (again.scheme, again.scheme_checksum) == (older.scheme, older.scheme_checksum)


@pytest.mark.parametrize("force", ["should", None])
def test_where_nothing_binds_nothing_is_asked(older, force):
    """An aim, or no such requirement at all."""
    rows = Requirement.objects.filter(procurement=older.procurement, kind="quantifiable_commitments")
    if force:
        row = rows.get()
        row.content["force"] = force
        row.save()
    else:
        rows.delete()
    run(migration.fill)
    assert Scheme.from_dict(Tender.objects.get(pk=older.pk).scheme).least_commitments == Least()


def test_a_draft_is_left_alone_and_schemes_are_frozen_again(older):
    """What was not published has no scheme, and the trigger is back when it is done."""
    draft = draft_tender(assessed_procurement(older.council), lead(older.council))
    run(migration.fill)
    assert Tender.objects.get(pk=draft.pk).scheme is None
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Tender.objects.filter(pk=older.pk).update(scheme={})
