"""The world in which both councils use licensed values, once for all tests of this folder."""

import pytest

from tests.world import time
from tests.world.licensed import licensed_world
from tests.world.looking import Browsers
from tests.world.standing import World, standing


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """The world in a transaction, with everybody signed in."""
    with standing(django_db_blocker, licensed_world) as world:
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
