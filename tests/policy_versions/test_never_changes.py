"""A published version cannot be changed at the database's prompt either: neither its row, nor its parts."""

import importlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from councils.policies import services
from councils.policies.models import Outcome, PolicyVersion, Priority
from measures import services as publishing
from measures.models import Measure
from socialvalue import clock

frozen = importlib.import_module("councils.policies.migrations.0005_published_versions_never_change")
of_measures = importlib.import_module("measures.migrations.0003_published_measures_never_change")
FREE = {"id", "version", "ends_on"}
COLUMNS = [field for field in PolicyVersion._meta.concrete_fields if field.name not in FREE]
PARTS = (Priority, Outcome, Measure)


def another(field, policy):
    """A value that the column may hold and does not."""
    now = getattr(policy, field.attname)
    match field.get_internal_type():
        case "ForeignKey":
            ids = field.related_model.objects.exclude(pk=now).values_list("pk", flat=True)
            return ids.first() if now is None else None
        case "DateField":
            return date(2031, 1, 1)
        case "DateTimeField":
            return clock.now() + timedelta(days=9)
        case "BooleanField":
            return not now
        case "UUIDField":
            return "7c0a8b1e-0000-4000-8000-000000000001"
    return "draft" if field.name == "status" else "other"


def refused():
    return pytest.raises(IntegrityError, match="never changes")


@pytest.mark.parametrize("field", COLUMNS, ids=lambda field: field.name)
def test_no_column_of_a_published_version_changes(field, policy, administrator):
    """Each one, alone; what is added to the table later is held too."""
    with refused(), transaction.atomic():
        PolicyVersion.objects.filter(pk=policy.pk).update(**{field.attname: another(field, policy)})


def test_it_is_not_deleted(policy):
    with refused(), transaction.atomic():
        PolicyVersion.objects.filter(pk=policy.pk)._raw_delete("default")


@pytest.mark.parametrize("model", PARTS)
def test_its_parts_neither_change_nor_go(model, policy):
    rows = model.objects.filter(policy=policy)
    assert rows.exists()
    with refused(), transaction.atomic():
        rows.update(position=99)
    with refused(), transaction.atomic():
        rows._raw_delete("default")


def test_the_law_and_frameworks_are_held_as_well(rotherham):
    law = PolicyVersion.objects.filter(council=None)
    assert law.exists()
    with refused(), transaction.atomic():
        law.update(source="")


def test_the_day_on_which_it_ends_and_the_count_of_edits_are_free(policy):
    PolicyVersion.objects.filter(pk=policy.pk).update(ends_on=date(2031, 1, 1), version=9)
    assert PolicyVersion.objects.get(pk=policy.pk).ends_on == date(2031, 1, 1)


def test_a_draft_is_free_until_it_is_published(draft, administrator, approver):
    """Its text, the day that is written into it, and its parts as long as nobody has published it."""
    part = Outcome.objects.create(council=draft.council, policy=draft, key="x", title="X")
    Outcome.objects.filter(pk=part.pk).update(title="Y")
    Outcome.objects.filter(pk=part.pk)._raw_delete("default")
    services.ask(policy=draft, begins=date(2027, 6, 1), version=draft.version, by=administrator)
    asked = PolicyVersion.objects.get(pk=draft.pk)
    publishing.publish(policy=asked, begins=asked.begins_on, version=asked.version, by=approver)
    with refused(), transaction.atomic():
        PolicyVersion.objects.filter(pk=draft.pk).update(source=draft.source)
    with refused(), transaction.atomic():
        Measure.objects.filter(policy=draft).update(headline="Other")


def test_whatever_is_published_has_its_moment(policy):
    """The moment is what holds it: none may be without."""
    assert not PolicyVersion.objects.filter(status="published", published_at=None).exists()


def test_a_measure_stands_in_the_one_that_contains_it_from_the_start(policy):
    assert Measure.objects.filter(policy=policy, contained_in__policy=policy).exists()


def test_the_migrations_can_be_undone_and_done_again(policy):
    thaw = [*(frozen.THAW_PART.format(table=table) for table in frozen.PARTS), frozen.THAW]
    freeze = [frozen.FREEZE, *(frozen.FREEZE_PART.format(table=table) for table in frozen.PARTS)]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for step in (of_measures.THAW, *thaw):
            cursor.execute(step)
        PolicyVersion.objects.filter(pk=policy.pk).update(published_at=None, title="Another")
        cursor.execute(frozen.TOLD)
        for step in (*freeze, of_measures.FREEZE):
            cursor.execute(step)
    with refused(), transaction.atomic():
        PolicyVersion.objects.filter(pk=policy.pk).update(title="A third")
