"""Fixtures for every test: the two councils, people by role, a clock that can be moved, and the ledger check."""

import gc
from datetime import datetime

import pytest
from django.db import connection
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from socialvalue import clock
from tests.factories import councils as make
from tests.soundness import unsound

# Ten thousand tests are collected, a million things that stay to the end: Python need not look again and again whether
# one of them can go, which took a seventh of the time.
gc.disable()

# Property tests are told by what they find, not by how long a busy machine takes.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Each file goes to one worker, those with the most tests first: what its tests share is built once."""
    return LoadFileScheduling(config, log) if config.getvalue("dist") in ("load", "loadfile") else None


def pytest_collection_finish():
    """What is there now stays; from here on what is made is looked through as always."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def real_clock():
    """Every test starts and ends on the real day."""
    clock.reset()
    yield
    clock.reset()


@pytest.fixture
def at():
    """Set the program's clock to a day or a moment in London, backwards too: ``at("2026-07-01")``."""

    def set_clock(moment: str) -> None:
        when = datetime.fromisoformat(moment)
        when = when if when.tzinfo else when.replace(tzinfo=clock.LONDON)
        clock._write(when - clock.real_now())

    return set_clock


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Truncation is how tests clean up between transactional ones; the row triggers stay."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("ledger_posting", "ledger_entry", "ledger_account", "access_auditentry"):
            cursor.execute(f"drop trigger if exists no_truncate on {table}")


@pytest.fixture
def rotherham(db):
    """The real council with its real policy, measures and values, loaded from the shipped files."""
    return make.rotherham()


@pytest.fixture
def other_council(db):
    """An invented council whose rows must never be seen by the first."""
    return make.invented_council()


@pytest.fixture(autouse=True)
def the_ledger_is_sound(request):
    """After each test that could post, unless it broke the ledger on purpose (``broken``)."""
    mark = request.node.get_closest_marker("django_db")
    asked = {"db", "transactional_db"} & set(request.fixturenames)
    if not (mark or asked):
        yield
        return
    transactional = "transactional_db" in asked or (mark and mark.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if transactional else "db")
    yield
    if "broken" not in request.fixturenames:
        assert unsound() == []
