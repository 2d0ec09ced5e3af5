"""A council with its people and a tender at each stage of being built."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import tenders as make
from tests.factories.opportunities import assessed_procurement


@pytest.fixture
def lead(rotherham):
    """The procurement lead."""
    return make.lead(rotherham, name="Lena Lead")


@pytest.fixture
def procurement(rotherham):
    """Grounds maintenance for £120,000, assessed."""
    return assessed_procurement(rotherham)


@pytest.fixture
def draft(procurement, lead):
    """A tender with nothing in it yet."""
    return make.draft_tender(procurement, lead)


@pytest.fixture
def ready(procurement, lead):
    """A tender that can be published."""
    return make.ready_tender(procurement, lead)


@pytest.fixture
def published(rotherham, lead, procurement):
    """A tender that is open for bids for 14 days."""
    return make.published_tender(rotherham, by=lead, procurement=procurement)


@pytest.fixture
def count_queries(db):
    """How many queries an act makes."""

    def count(act) -> int:
        act()  # what is kept in memory between pages is kept from here on
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return count
