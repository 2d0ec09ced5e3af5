"""The world and its browsers, once for all tests of this folder, where rows may be written past the rules."""

from tests.world.fixtures import fixtures_of
from tests.world.rows import unguard

built, world, browsers = fixtures_of(then=unguard)
