"""Every table belongs to a council, or says why not; migrations are complete."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from councils.organisations.models import Council
from socialvalue.access.models import TenantQuerySet
from tests.architecture.source import PACKAGES

OURS = {app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in PACKAGES}
WITHOUT_A_COUNCIL = {
    "organisations.Council": "it is the council",
    "organisations.Supplier": "a supplier works for many councils and sees all its contracts in one place",
    "people.User": "a person may act for several councils and suppliers; memberships carry the council",
    "measures.PriceIndex": "an index of prices is a published statistic",
    "people.SupplierMembership": "it belongs to a supplier, not to a council",
}
WITH_A_COUNCIL_OR_THE_NATION = {
    "policies.PolicyVersion": "the law's own version has no council",
    "policies.Priority": "as its version",
    "policies.Outcome": "as its version",
    "measures.UnitValue": "open values are everybody's",
}
# Tables that Django makes by itself beside a model, each with its reason.
MADE_BY_DJANGO = {
    "people.User_groups": "Django's own, unused: roles stand on memberships",
    "people.User_user_permissions": "Django's own, unused: permissions stand in one table of ours",
}
TABLES = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OURS]
MODELS = [m for m in TABLES if not m._meta.auto_created]


def test_every_app_and_table_is_looked_at():
    """A rule over nothing would hold for ever, and an exception for a table that is gone would hide the next one."""
    assert len(MODELS) > 40
    assert {m._meta.label for m in TABLES if m._meta.auto_created} == set(MADE_BY_DJANGO)
    assert {*WITHOUT_A_COUNCIL, *WITH_A_COUNCIL_OR_THE_NATION} <= {m._meta.label for m in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_row_has_its_council(model):
    """The tenant stands on the row itself, never a join away."""
    label = model._meta.label
    if label in WITHOUT_A_COUNCIL:
        return
    field = model._meta.get_field("council")
    assert field.related_model is Council
    assert field.null == (label in WITH_A_COUNCIL_OR_THE_NATION)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_every_model_says_who_sees_it(model):
    """Rows are reached through ``visible_to``."""
    assert isinstance(model._default_manager.all(), TenantQuerySet)
    assert callable(model.visibility)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_nothing_is_deleted_by_a_cascade(model):
    """Foreign keys protect what points at them."""
    for field in model._meta.get_fields():
        if field.concrete and (field.many_to_one or field.one_to_one):
            assert field.remote_field.on_delete.__name__ == "PROTECT", f"{model._meta.label}.{field.name}"


def test_constraints_are_named_for_people():
    """A name is read in an error message."""
    for model in MODELS:
        for constraint in model._meta.constraints:
            assert "_" in constraint.name and not constraint.name.startswith(model._meta.app_label)


@pytest.mark.django_db
def test_migrations_are_complete():
    """No change of a model is without its migration."""
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(f"a migration is missing:\n{said.getvalue()}")
