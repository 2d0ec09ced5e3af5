"""The fixtures of a folder whose tests look at a world: it is built once, with everybody signed in."""

from collections.abc import Callable, Iterator

import pytest

from tests.world import time
from tests.world.licensed import licensed_world
from tests.world.looking import Browsers
from tests.world.standing import World, standing


def fixtures_of(make: Callable[[], World] = licensed_world, then: Callable[[], None] = lambda: None) -> tuple:
    """``built``, ``world`` and ``browsers`` for a ``conftest.py``; ``then`` is done once the world stands."""

    @pytest.fixture(scope="package")
    def built(django_db_setup, django_db_blocker) -> Iterator[tuple[World, Browsers]]:
        """The world in a transaction, with everybody signed in."""
        with standing(django_db_blocker, make) as world:
            then()
            yield world, Browsers(world)

    @pytest.fixture
    def world(built, db) -> World:
        """The world, on its day."""
        time.at(time.NOW)
        return built[0]

    @pytest.fixture
    def browsers(built, world) -> Browsers:
        """A browser for each of the world's people."""
        return built[1]

    return built, world, browsers
