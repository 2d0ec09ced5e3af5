"""Times each benchmark beside its floor in one run: a slow machine slows both, so the ratio can be trusted.

A benchmark is a module in this folder with a docstring that says what is measured, ``work()``, and ``floor()``: the
least that a plain program would do for the same result. Both return what they made, and it has to be equal. It finds
Django set up, on an empty database with all tables that is removed afterwards.
"""

import importlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import django
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

ROUNDS = 15
LEAST_SECONDS = 0.02  # a round shorter than this is repeated, so that the clock's grain does not count


def names() -> list[str]:
    """Every benchmark in this folder."""
    return sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))


def repeats(work: Callable[[], object]) -> int:
    """How often ``work`` has to run to fill one round."""
    count = 1
    while True:
        started = time.perf_counter()
        for _ in range(count):
            work()
        if time.perf_counter() - started >= LEAST_SECONDS:
            return count
        count *= 2


def seconds(work: Callable[[], object], count: int) -> float:
    """Seconds for one call, from ``count`` calls."""
    started = time.perf_counter()
    for _ in range(count):
        work()
    return (time.perf_counter() - started) / count


def measure(benchmark: ModuleType) -> tuple[float, float]:
    """Median seconds of the work and of its floor, measured in turn."""
    if benchmark.work() != benchmark.floor():
        raise ValueError(f"{benchmark.__name__}: the work and its floor do not come to the same result.")
    counts = repeats(benchmark.work), repeats(benchmark.floor)
    rounds = [
        (seconds(benchmark.work, counts[0]), seconds(benchmark.floor, counts[1])) for _ in range(ROUNDS)
    ]
    return statistics.median(work for work, _ in rounds), statistics.median(floor for _, floor in rounds)


def main(wanted: list[str]) -> int:
    """Print a line for each benchmark; 2 where one is asked for that does not exist."""
    if unknown := sorted(set(wanted) - set(names())):
        print(
            f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(names())}.", file=sys.stderr
        )
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ["TEST_DATABASE"] = "test_benchmarks"
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    databases = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    try:
        print(f"{'benchmark':<24}{'work':>12}{'floor':>12}{'ratio':>8}  what", flush=True)
        for name in wanted or names():
            print(line(importlib.import_module(name)), flush=True)
    finally:
        teardown_databases(databases, verbosity=0)
    return 0


def line(benchmark: ModuleType) -> str:
    """One line of the table."""
    work, floor = measure(benchmark)
    what = (benchmark.__doc__ or "").strip().splitlines()[0]
    times = f"{work * 1000:>9.3f} ms{floor * 1000:>9.3f} ms{work / floor:>7.1f}x"
    return f"{benchmark.__name__:<24}{times}  {what}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
