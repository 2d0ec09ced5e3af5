"""A council with its policy, its people, and its file as an administrator would change it."""

import pytest

from councils.policies.models import PolicyVersion
from socialvalue.access.domain import Role
from tests.factories import councils as people
from tests.factories import policies as make


@pytest.fixture
def policy(rotherham):
    """The version that is in force."""
    return PolicyVersion.objects.get(council=rotherham)


@pytest.fixture
def administrator(rotherham):
    """Who maintains the policy."""
    return people.staff(rotherham, Role.ADMINISTRATOR)


@pytest.fixture
def approver(rotherham):
    """Somebody else, who may approve."""
    return people.staff(rotherham, Role.APPROVER)


@pytest.fixture
def text(policy):
    """Make the file of another version: ``text("2027", "2027-04-01", weight(25))``."""
    return lambda version, begins, *changes: make.new_text(policy.source, version, begins, *changes)


@pytest.fixture
def draft(administrator, text):
    """A draft that asks for a weight of 25% from 1 April 2027."""
    return make.uploaded(administrator, text("2027", "2027-04-01", make.weight(25)))


@pytest.fixture
def unsettled(administrator, text):
    """A draft with a second weight for the same tenders."""
    return make.uploaded(administrator, text("2027", "2027-04-01", make.another_weight(10)))


@pytest.fixture
def as_(client):
    """A browser in which that person has signed in."""

    def sign_in(actor):
        client.force_login(people.user_of(actor))
        return client

    return sign_in
