"""Who opens a procurement, and one to begin with."""

import pytest

from socialvalue.access.domain import Role
from tests.factories import councils as people
from tests.factories import opportunities as make


@pytest.fixture
def commissioner(rotherham):
    """A commissioner of the first service area."""
    return make.commissioner(rotherham)


@pytest.fixture
def approver(rotherham):
    """Somebody who may decide."""
    return people.staff(rotherham, Role.APPROVER, name="Abe Approver")


@pytest.fixture
def procurement(rotherham, commissioner):
    """Grounds maintenance for £120,000, in draft."""
    return make.draft_procurement(rotherham, commissioner)
