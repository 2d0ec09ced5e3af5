"""The benchmarks still measure what they say: the work and its floor come to the same. No second is looked at here."""

import importlib.util

import pytest

from socialvalue.run.places import ROOT

FOLDER = ROOT / "bin" / "benchmarks"
# These build rows in a database of their own when they are imported, so only `bin/bench` runs them.
ON_A_DATABASE = {"health_page", "ledger_figures", "licensed_catalogue"}
PURE = sorted(
    path.stem
    for path in FOLDER.glob("*.py")
    if not path.stem.startswith("_") and path.stem not in ON_A_DATABASE
)


@pytest.mark.parametrize("name", PURE)
def test_the_work_and_its_floor_come_to_the_same(name):
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    assert benchmark.work() == benchmark.floor()


def test_those_on_a_database_are_still_there():
    assert ON_A_DATABASE <= {path.stem for path in FOLDER.glob("*.py")}
