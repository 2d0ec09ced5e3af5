"""The world and its browsers, once for all tests of this folder."""

from tests.world.fixtures import fixtures_of

built, world, browsers = fixtures_of()
