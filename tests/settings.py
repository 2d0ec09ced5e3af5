"""Settings of the tests: the real ones, with a folder of their own, a demonstration's clock and cheap passwords."""

from tests.environment import prepare

prepare()

from socialvalue.settings import *

# A walk over every page takes longer than the five minutes after which the library asks for the password again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 3600
