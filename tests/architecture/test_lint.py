"""Lint, format and types hold, of Python and of templates."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, sources

BESIDE = Path(sys.executable).parent
PLAIN = {"money", "periods"}  # with every domain: what decides is typed


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_the_code_is_clean(command):
    """As pyproject.toml says."""
    _run("ruff", *command, "--no-cache", ".")


def test_the_types_of_what_decides_fit():
    """Every domain, money and periods: plain Python, in which a type says all."""
    found = [s.name for s in sources() if "domain" in s.rooms or s.path.stem in PLAIN]
    assert len(found) > 50
    _run("mypy", "--cache-dir=/dev/null", "--follow-imports=silent", *found)


def test_the_templates_are_clean():
    """Pictures have words, tags are closed, and what else djlint knows."""
    assert "Linted" in _run("djlint", "--lint", "templates")


def _run(name: str, *arguments: str) -> str:
    done = subprocess.run([BESIDE / name, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
