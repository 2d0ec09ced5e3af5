"""A council to post for, and another."""

import pytest

from tests.ledger.builders import World, new_world


@pytest.fixture
def world(db) -> World:
    """A council with nothing posted yet."""
    return new_world()


@pytest.fixture
def other(db) -> World:
    """A second council, whose rows would change the first one's figures if they leaked."""
    return new_world("Otherham")
