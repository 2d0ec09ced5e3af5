"""The command that makes rules and code wrong: what it changes, and that it tells what no test notices."""

import subprocess
import sys
from pathlib import Path

import pytest

from councils.policies.domain.file import read_framework
from councils.policies.domain.yaml_text import FrameworkErrors
from socialvalue.run.places import ROOT
from tests.policies.builders import INVENTED, framework, text_of

FOLDER = ROOT / "bin" / "mutation"
CODE = '''"""Rules."""


def over(value, line):
    return value > line


def owed(value, line, urgent):
    return not urgent if value >= line and value != 7 else max(value, line)


class Band:
    def __init__(self, low):
        self.low = low

    @property
    def is_open(self):
        return self.low is None
'''
TESTS = """
from rules import Band, over, owed

def test_over():
    assert over(3, 2) and not over(1, 2)

def test_owed():
    assert owed(2, 2, False) is True
    assert owed(7, 2, False) == 7
    assert owed(1, 2, True) == 2
    assert owed(8, 2, True) is False

def test_open():
    assert Band(None).is_open and not Band(1).is_open
"""
RUN = """
import sys
from pathlib import Path
import pytest
from _changes import changes_in_code
from _trials import Trials

path = Path("rules.py")
found = list(changes_in_code(path, path.read_text()))
trials = Trials([(found, (("test_rules.py",),))])
pytest.main(["-s", "-p", "no:terminal", "-p", "no:django", "-p", "no:cacheprovider"], plugins=[trials])
print(trials.fit, len(found))
for change in trials.unnoticed:
    print(change)
"""


def run(folder: Path, tests: str) -> list[str]:
    """What the command finds for a small program."""
    (folder / "rules.py").write_text(CODE)
    (folder / "test_rules.py").write_text(tests)
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=folder,
        env={"PYTHONPATH": f"{FOLDER}:{folder}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_tells_the_one_change_that_no_test_notices(tmp_path):
    """Nobody asks about a value that is just the line; all other changes are noticed."""
    assert run(tmp_path, TESTS) == ["True 7", "rules.py, line 5: value > line  >  value >= line"]
    assert (tmp_path / "rules.py").read_text() == CODE


def test_it_tells_nothing_where_a_test_asks(tmp_path):
    assert run(tmp_path, TESTS.replace("not over(1, 2)", "not over(2, 2)")) == ["True 7"]


def test_it_tries_nothing_where_the_tests_fail_as_they_are(tmp_path):
    first, *_ = run(tmp_path, TESTS.replace("over(3, 2)", "over(1, 2)"))
    assert first == "False 7"


@pytest.fixture
def changes(monkeypatch):
    """The module that makes changes, as the command finds it."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import _changes

    yield _changes
    del sys.modules["_changes"]


def test_every_kind_of_place_in_code_is_changed(changes):
    text = (
        "def f(a, b):\n    if a:\n        return [x for x in b if x.y]\n    return not any(b) or a <= 1 < b\n"
    )
    told = [change.what for change in changes.changes_in_code(Path("f.py"), text)]
    assert sorted(told) == [
        "a  >  not a",
        "a <= 1 < b  >  a < 1 < b",
        "a <= 1 < b  >  a <= 1 <= b",
        "any(b)  >  all(b)",
        "not any(b)  >  any(b)",
        "not any(b) or a <= 1 < b  >  not any(b) and a <= 1 < b",
        "x.y  >  not x.y",
    ]


def test_every_rule_and_every_clause_of_a_file_is_left_out_once(changes):
    text, rules = text_of("westmere"), framework("westmere").rules
    found = list(changes.changes_in_rules(INVENTED / "westmere.yaml", text))
    assert len(found) == len(rules) + sum(len(rule.clauses) for rule in rules)
    left = []
    for change in found:
        try:
            left.append(read_framework(change.text, "westmere.yaml").rules)
        except FrameworkErrors:
            continue  # the only clause of a rule, or a rule that another names
    without = [set(kept) for kept in left if len(kept) == len(rules) - 1]
    assert all(kept < set(rules) for kept in without)
    assert len({rule.key for rule in rules for kept in without if rule not in kept}) >= len(rules) - 2
