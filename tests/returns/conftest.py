"""The first return of one contract for all tests of a module."""

import pytest

from procurement.returns.models import QuarterlyReturn
from socialvalue import clock
from tests.contracts.conftest import (
    as_,
    built,
    contract,
    council,
    foreign_built,
    foreign_contract,
    foreign_council,
    rows,
)
from tests.factories import returns as make
from tests.world.rows import settle

__all__ = [
    "as_",
    "built",
    "contract",
    "council",
    "foreign_built",
    "foreign_contract",
    "foreign_council",
    "rows",
]


@pytest.fixture(scope="module")
def built_return(built) -> QuarterlyReturn:
    """The first return of the module's contract; tests take ``due``."""
    one = make.due_return(built.council, built)
    clock.reset()
    settle()
    return one


@pytest.fixture(scope="module")
def foreign_built_return(foreign_built) -> QuarterlyReturn:
    """The first return of the other council's contract."""
    one = make.due_return(foreign_built.council, foreign_built)
    clock.reset()
    return one


@pytest.fixture
def early(built_return, db) -> QuarterlyReturn:
    """The return while its quarter still runs, in November 2026."""
    return make.again(built_return)


@pytest.fixture
def due(early) -> QuarterlyReturn:
    """The return on the day on which it opens."""
    make.move_to(make.opens_on(early.period))
    return early


@pytest.fixture
def filled(due) -> QuarterlyReturn:
    """The return with every line answered as committed, each with a file."""
    return make.filled_return(due.council, one=due)


@pytest.fixture
def submitted(filled) -> QuarterlyReturn:
    """The return submitted."""
    return make.submitted(filled)


@pytest.fixture
def foreign_submitted(foreign_built_return, db) -> QuarterlyReturn:
    """The other council's return, submitted."""
    one = make.again(foreign_built_return)
    make.move_to(make.opens_on(one.period))
    return make.submitted(make.filled_return(one.council, one=one))
