"""The world in which both councils use licensed values, once for all tests of this folder."""

from tests.world.fixtures import fixtures_of
from tests.world.licensed import licensed_world

built, world, browsers = fixtures_of(licensed_world)
