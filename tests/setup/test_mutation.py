"""The command that makes rules and code wrong: what it changes, and that it tells what no test notices."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

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
    assert run(tmp_path, TESTS) == ["True 11", "rules.py, line 5: value > line  >  value >= line"]
    assert (tmp_path / "rules.py").read_text() == CODE


def test_it_tells_nothing_where_a_test_asks(tmp_path):
    assert run(tmp_path, TESTS.replace("not over(1, 2)", "not over(2, 2)")) == ["True 11"]


def test_it_finds_the_functions_that_python_was_told_to_look_through_no_more(tmp_path):
    (tmp_path / "conftest.py").write_text("import gc\n\n\ndef pytest_collection_finish():\n    gc.freeze()\n")
    assert run(tmp_path, TESTS.replace("not over(1, 2)", "not over(2, 2)")) == ["True 11"]


def test_it_tries_nothing_where_the_tests_fail_as_they_are(tmp_path):
    first, *_ = run(tmp_path, TESTS.replace("over(3, 2)", "over(1, 2)"))
    assert first == "False 11"


@pytest.fixture
def changes_in(monkeypatch):
    """The functions that make changes, as the command finds them."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import _changes
    import _rule_changes

    yield {"code": _changes.changes_in_code, "rules": _rule_changes.changes_in_rules}
    del sys.modules["_changes"], sys.modules["_rule_changes"]


def test_every_kind_of_place_in_code_is_changed(changes_in):
    text = (
        "def f(a, b):\n    if a:\n        return [x for x in b if x.y]\n    return not any(b) or a <= 1 < b\n"
    )
    told = [change.what for change in changes_in["code"](Path("f.py"), text)]
    assert sorted(told) == [
        "a  >  False",
        "a  >  True",
        "a  >  not a",
        "a <= 1 < b  >  a < 1 < b",
        "a <= 1 < b  >  a <= 1 <= b",
        "any(b)  >  all(b)",
        "not any(b)  >  any(b)",
        "not any(b) or a <= 1 < b  >  a <= 1 < b",
        "not any(b) or a <= 1 < b  >  not any(b)",
        "not any(b) or a <= 1 < b  >  not any(b) and a <= 1 < b",
        "x.y  >  False",
        "x.y  >  True",
        "x.y  >  not x.y",
    ]


RULES = """
rules:
  - key: first
    when:
      value: {over: 10, up_to: 20, vat: inclusive}
      threshold: not_over
    clauses: [one, two]
  - key: second
    when: {routes: [tender, quotation], commenced_from: 2026-04-01, categories: ["77"]}
    clauses: [one]
    beats: [first]
"""


def test_every_kind_of_place_in_a_rule_is_changed(changes_in):
    found = {change.what: change.text for change in changes_in["rules"](Path("a.yaml"), RULES)}
    assert list(found) == [
        "without the rule first",
        "first, clauses: without one",
        "first, clauses: without two",
        "first, when: without value",
        "first, when: over  >  at_least",
        "first, when: up_to  >  below",
        "first, when: value without over",
        "first, when: value without up_to",
        "first, when: value without vat",
        "first, when: without threshold",
        "first, when: not_over  >  below",
        "without the rule second",
        "second, clauses: without one",
        "second, beats: without first",
        "second, when: without routes",
        "second, when: routes without tender",
        "second, when: routes without quotation",
        "second, when: without commenced_from",
        "second, when: commenced_from 2026-04-01  >  2026-04-02",
        "second, when: without categories",
    ]
    read = {what: YAML(typ="safe").load(text)["rules"] for what, text in found.items()}
    first, second = YAML(typ="safe").load(RULES)["rules"]
    assert read["without the rule first"] == [second]
    assert read["first, clauses: without one"] == [{**first, "clauses": ["two"]}, second]
    assert read["second, when: without routes"][1]["when"] == {
        "commenced_from": date(2026, 4, 1),
        "categories": ["77"],
    }
    turned = {"value": {"at_least": 10, "up_to": 20, "vat": "inclusive"}, "threshold": "not_over"}
    assert read["first, when: over  >  at_least"] == [{**first, "when": turned}, second]


def test_a_band_that_repeats_the_basis_of_its_file_says_the_same_without_it(changes_in):
    for basis, changed in (("exclusive", True), ("inclusive", False)):
        text = f"value_basis: {{vat: {basis}}}\n{RULES}"
        told = [change.what for change in changes_in["rules"](Path("a.yaml"), text)]
        assert ("first, when: value without vat" in told) is changed


def test_every_change_of_a_file_is_refused_or_read_as_another_policy(changes_in):
    text, rules = text_of("westmere"), framework("westmere").rules
    found = list(changes_in["rules"](INVENTED / "westmere.yaml", text))
    left = []
    for change in found:
        try:
            left.append(read_framework(change.text, "westmere.yaml").rules)
        except FrameworkErrors:
            continue  # the only clause of a rule, or a rule that another names
    assert all(kept != rules for kept in left)
    without = [set(kept) for kept in left if len(kept) == len(rules) - 1]
    assert all(kept < set(rules) for kept in without)
    assert len({rule.key for rule in rules for kept in without if rule not in kept}) >= len(rules) - 2
