"""The world in which both councils use licensed values, once for all tests of this folder."""

from tests.world.fixtures import fixtures_of

built, world, browsers = fixtures_of()
