"""Folders for tests that start a database."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def short_folder() -> Iterator[Path]:
    """A folder beside pytest's own: every pytest closes those to other users, and root's database is another user."""
    with tempfile.TemporaryDirectory(prefix="sv-", ignore_cleanup_errors=True) as name:
        yield Path(name)


folder = pytest.fixture(short_folder)
module_folder = pytest.fixture(short_folder, scope="module")
