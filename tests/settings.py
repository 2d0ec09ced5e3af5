"""Settings of the tests: the real ones, with a folder of their own, a demonstration's clock and cheap passwords."""

from tests.environment import prepare

prepare()

from socialvalue.settings import *
