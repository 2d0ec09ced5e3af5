"""One contract for all tests of a module, built once and taken back at its end."""

import pytest
from django.db import transaction

from procurement.contracts.models import Contract
from socialvalue import clock
from tests.factories import contracts as make
from tests.factories import councils
from tests.world.rows import settle


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """A transaction round the tests of one module, in which its fixtures may build what all of them start from."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    clock.reset()


@pytest.fixture(scope="module")
def council(rows):
    """The real council, loaded once for the module."""
    return councils.rotherham()


@pytest.fixture(scope="module")
def foreign_council(rows):
    """An invented second council, loaded once for the module."""
    return councils.invented_council()


@pytest.fixture(scope="module")
def built(council) -> Contract:
    """A signed contract; tests take ``contract``, which is fetched for each of them."""
    contract = make.signed_contract(council)
    clock.reset()
    settle()
    return contract


@pytest.fixture(scope="module")
def foreign_built(foreign_council) -> Contract:
    """A signed contract of the other council."""
    contract = make.signed_contract(foreign_council)
    clock.reset()
    return contract


@pytest.fixture
def contract(built, db) -> Contract:
    """The module's signed contract, as it stands for this test."""
    return make.again(built)


@pytest.fixture
def foreign_contract(foreign_built, db) -> Contract:
    """The other council's signed contract, as it stands for this test."""
    return make.again(foreign_built)


@pytest.fixture
def as_(client):
    """Sign in as somebody: ``as_(manager).get(...)``."""

    def signed_in(actor):
        client.force_login(councils.user_of(actor))
        return client

    return signed_in
