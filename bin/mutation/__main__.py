"""Makes the rules and their code wrong, one small change at a time, and prints each change that no test notices.

Code: every comparison, and, or, not, condition, min, max, any and all in the functions that decide. Files: every rule, and
every clause of every rule, of the shipped and of the invented files. Ends with 1 where a change went unnoticed.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from _changes import Change, changes_in_code, changes_in_rules
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
NEEDS_DATABASE = {"test_loading.py"}
OF_TEXT = {
    "test_reading_files.py",
    "test_adopting.py",
}  # change a file's text themselves, and miss what is not there
# The quickest tests first, then the next on what those did not notice.
SMALL = (
    "test_effects.py",
    "test_engine.py",
    "test_details.py",
    "test_comparing.py",
    "test_counting.py",
    "test_standing.py",
    "test_cpv.py",
    "test_repeats.py",
    "test_council_part.py",
    "test_facts.py",
    "test_looking_up.py",
    "test_sentences.py",
)
OF_FILES = ("test_invented.py", "test_decisions.py", "test_law.py", "test_national.py", "test_boundaries.py")
TABLES = ("test_asked_tables.py",)
FAST_WAY = ("test_decider.py",)
NAMED = {*SMALL, *OF_FILES, *TABLES, *FAST_WAY, *NEEDS_DATABASE}
OTHERS = tuple(sorted({path.name for path in TESTS.glob("test_*.py")} - NAMED))
OF_CODE = (SMALL, OF_FILES, FAST_WAY, TABLES, OTHERS)
OF_RULES = (TABLES, OF_FILES, tuple(name for name in OTHERS if name not in OF_TEXT))
FILES = (
    "fixtures/national.yaml",
    "fixtures/councils/*.yaml",
    "fixtures/frameworks/*.yaml",
    f"{TESTS}/invented/*.yaml",
)


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
    asked = argparse.ArgumentParser(prog="bin/mutate", description=__doc__)
    asked.add_argument(
        "names", nargs="*", help="modules or files, without their endings: conditions rotherham"
    )
    asked.add_argument("--sample", type=int, metavar="NUMBER", help="only so many changes, drawn at random")
    options = asked.parse_args()
    found = list(changes(options.names))
    if options.sample:
        found = random.Random(0).sample(found, min(options.sample, len(found)))
    if not found:
        print(f"Nothing to change is called {' or '.join(options.names)}.", file=sys.stderr)
        return 2
    phases = (
        hypothesis.Phase.explicit,
        hypothesis.Phase.generate,
    )  # a failure is enough, it need not be small
    hypothesis.settings.register_profile(
        "trials", deadline=None, database=None, phases=phases, max_examples=40
    )
    code = [change for change in found if change.tree]
    rules = [change for change in found if not change.tree]
    trials = Trials([(code, OF_CODE), (rules, OF_RULES)])
    quiet = (
        "-s",
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:timeout",
        "-o",
        "addopts=",
        "--hypothesis-profile=trials",
        "--hypothesis-seed=1",
    )
    left_out = [f"--ignore={TESTS}/{name}" for name in NEEDS_DATABASE]
    pytest.main([*quiet, *left_out, str(TESTS)], plugins=[trials])
    if not trials.fit:
        print("The tests fail while nothing is changed: run bin/test.", file=sys.stderr)
        return 2
    for change in trials.unnoticed:
        print(change)
    print(f"{len(found)} changes, {len(trials.unnoticed)} unnoticed.")
    return 1 if trials.unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
