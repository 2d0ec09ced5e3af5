"""The world and its browsers, once for all tests of this folder, where rows may be written past the rules."""

import pytest
from django.db import connection

from tests.world import time
from tests.world.looking import Browsers
from tests.world.standing import World, standing

GUARDED = "select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal"


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """The world in a transaction, with everybody signed in and without the triggers that guard history."""
    with standing(django_db_blocker) as world:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute(GUARDED)
            for (table,) in cursor.fetchall():
                cursor.execute(f"alter table {table} disable trigger user")
        yield world, Browsers(world)


@pytest.fixture
def world(built, db) -> World:
    """The two towns, on their day."""
    time.at(time.NOW)
    return built[0]


@pytest.fixture
def browsers(built, world) -> Browsers:
    """A browser for each of the world's people."""
    return built[1]
