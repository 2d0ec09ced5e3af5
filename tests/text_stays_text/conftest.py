"""The town of hostile names and its browsers, once for all tests of this folder."""

from tests.world.fixtures import fixtures_of
from tests.world.hostile import hostile_world

built, world, browsers = fixtures_of(hostile_world)
