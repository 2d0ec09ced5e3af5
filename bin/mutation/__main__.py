"""Makes the rules and their code wrong, one small change at a time, and prints each change that no test notices.

Code: every comparison, condition and clause of a condition, and, or, not, min, max, any and all in the functions that decide.
Files: every rule, and every clause, edge and part of a condition of every rule, of the shipped and of the invented files; these
must be noticed by the tests whose expectations were typed by hand. Ends with 0 where all is noticed, with 1 where a change went
unnoticed, with 2 where nothing was tried. All of it takes about an hour on two processors, a module or a file a few minutes.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from _changes import Change, changes_in_code
from _rule_changes import changes_in_rules
from _trials import Trials

DOMAIN = Path("councils/policies/domain")
DECIDE_NOTHING = {
    "yaml_text",
    "messages",
    "json_schema",
    "words",
    "file",
    "references",
}  # they read files and word mistakes
TESTS = Path("tests/policies")
COUNCILS = Path("fixtures/councils")
FILES = (
    "fixtures/national.yaml",
    f"{COUNCILS}/*.yaml",
    "fixtures/frameworks/*.yaml",
    f"{TESTS}/invented/*.yaml",
)
NEEDS_DATABASE = ("test_loading.py",)
ELSEWHERE = (Path("tests/policy_versions/test_review_days.py"),)  # of the rules' code, and without a database
# Changes of code: the quickest tests first.
GRIDS = (
    "test_law.py",
    "test_rutland.py",
    "test_derbyshire.py",
    "test_rotherham_rules.py",
    "test_every_type_and_route.py",
    "test_invented_rules.py",
    "test_ppn_002.py",
)
READING = ("test_adopting.py", "test_damaged_files.py", "test_schema.py", "test_reading_files.py")
WHOLE = ("test_asked_tables.py", "test_decider.py", "test_properties.py", "test_properties_of_councils.py")
SLOW = {*GRIDS, *READING, *WHOLE, *NEEDS_DATABASE}
QUICK = tuple(sorted({path.name for path in (*TESTS.glob("test_*.py"), *ELSEWHERE)} - SLOW))
OF_CODE = (QUICK, GRIDS, READING, WHOLE)
# Changes of files: only tests that say by hand what a procurement is asked.
BY_HAND = (
    "test_decisions.py",
    "test_boundaries.py",
    "test_invented.py",
    "test_national.py",
    *GRIDS,
    *(f"test_{path.stem.replace('-', '_')}.py" for path in sorted(COUNCILS.glob("*.yaml"))),
)
OF_RULES = (BY_HAND,)
TRIALS = {
    "deadline": None,
    "database": None,
    "max_examples": 40,
    # A failure is enough, it need not be small.
    "phases": (hypothesis.Phase.explicit, hypothesis.Phase.generate),
}
QUIETLY = ("-s", "-o", "addopts=", "--hypothesis-profile=trials", "--hypothesis-seed=1")
WITHOUT = ("terminal", "cacheprovider", "xdist", "timeout")


def changes(wanted: list[str]) -> Iterator[Change]:
    """Every change of the modules and files that are wanted by name, or of all."""
    for path in sorted(DOMAIN.rglob("*.py")):
        if path.stem in wanted or (not wanted and path.stem not in DECIDE_NOTHING):
            yield from changes_in_code(path, path.read_text(encoding="utf-8"))
    for path in sorted(path for pattern in FILES for path in Path().glob(pattern)):
        if not wanted or path.stem in wanted:
            yield from changes_in_rules(path, path.read_text(encoding="utf-8"))


def main() -> int:
    """Try every change; 1 where one went unnoticed, 2 where there is nothing to try or the tests fail as they are."""
    options = _options()
    kinds = {"code", "rules"} & set(options.names) or {"code", "rules"}
    found = [
        change
        for change in changes([name for name in options.names if name not in kinds])
        if ("code" if change.tree else "rules") in kinds
    ]
    if options.sample:
        found = random.Random(0).sample(found, min(options.sample, len(found)))
    if not found:
        print(f"Nothing to change is called {' or '.join(options.names)}.", file=sys.stderr)
        return 2
    began = time.monotonic()
    trials = _tried(found, options.quick)
    if not trials.fit:
        print("The tests fail while nothing is changed: run bin/test.", file=sys.stderr)
        return 2
    for change in trials.unnoticed:
        print(f"Not noticed: {change}")
    print(_summary(found, trials.unnoticed, time.monotonic() - began))
    return 1 if trials.unnoticed else 0


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        prog="bin/mutate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument(
        "names",
        nargs="*",
        help="modules or files, without their endings, or only code, or only rules: conditions rotherham",
    )
    asked.add_argument("--quick", action="store_true", help="leave out slow tests: some survivors are none")
    asked.add_argument("--sample", type=int, metavar="NUMBER", help="only so many changes, drawn at random")
    return asked.parse_intermixed_args()


def _tried(found: list[Change], quick: bool) -> Trials:
    hypothesis.settings.register_profile("trials", **TRIALS)
    code = [change for change in found if change.tree]
    rules = [change for change in found if not change.tree]
    trials = Trials([(code, OF_CODE), (rules, OF_RULES)], quick)
    plugins = [part for name in WITHOUT for part in ("-p", f"no:{name}")]
    left_out = [f"--ignore={TESTS}/{name}" for name in NEEDS_DATABASE]
    pytest.main([*QUIETLY, *plugins, *left_out, str(TESTS), *map(str, ELSEWHERE)], plugins=[trials])
    return trials


def _summary(found: list[Change], unnoticed: list[Change], seconds: float) -> str:
    """How much was tried, how long it took and what came of it, in two sentences."""
    code = len([change for change in found if change.tree])
    files = len({change.path for change in found})
    tried = (
        f"{len(found)} changes in {files} files ({code} of code, {len(found) - code} of rules) were tried in "
        f"{seconds / 60:.0f} minutes."
    )
    return f"{tried} {f'{len(unnoticed)} survived.' if unnoticed else 'No survivor: every one was noticed.'}"


if __name__ == "__main__":
    sys.exit(main())
