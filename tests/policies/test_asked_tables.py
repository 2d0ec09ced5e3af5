"""What each file asks, rule by rule, is what somebody checked against the policy and kept in ``asked/``."""

import pytest

from tests.policies.asked_table import TABLES, table_of
from tests.policies.builders import FILES, framework, national


@pytest.mark.parametrize("name", ["national", *FILES])
def test_the_file_asks_what_was_checked(name):
    """A penny, an edge, a clause or a rule more or less is seen here, and has to be meant."""
    kept = TABLES / f"{name}.txt"
    how = f"Write it with .venv/bin/python -m tests.policies.asked_table {name}, and check each line against the policy."
    assert kept.exists(), f"{name} has no table yet. {how}"
    file = national() if name == "national" else framework(name)
    assert table_of(file) == kept.read_text(encoding="utf-8"), how


def test_no_table_is_left_over():
    assert {path.stem for path in TABLES.glob("*.txt")} <= {"national", *FILES}
