"""The rules of the house that a reader of one file cannot see broken elsewhere."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, files, functions, sources

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40


OURS = [p for p in files(".py") if not p.is_relative_to(ROOT / "tests")]


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_stay_short(path):
    """400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("source", sources(), ids=lambda s: s.name)
def test_functions_stay_short(source):
    """40 lines a function."""
    long = [
        f"{f.name} has {f.end_lineno - f.lineno + 1}"
        for f in functions(source)
        if f.end_lineno - f.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("source", sources(), ids=lambda s: s.name)
def test_every_module_opens_with_a_sentence(source):
    """And every public function of a service, query or domain says what it does."""
    opening = ast.get_docstring(source.tree)
    assert opening and opening.split("\n\n")[0].rstrip().endswith((".", ":")), source.name
    if source.rooms & {"services", "queries", "domain"} and "tests" not in source.rooms:
        bare = [
            node.name
            for node in source.tree.body
            if isinstance(node, ast.FunctionDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
        assert not bare


OFF = r"type:\s*ignore|(ruff:\s*|flake8:\s*)?noqa|mypy:|pyright:|pragma: no cover|fmt:\s*off|isort:\s*skip|nosec"


def test_no_check_is_switched_off():
    """Types, lint and format hold for everything."""
    pattern = re.compile(rf"#\s*({OFF})", re.IGNORECASE)
    assert pattern.search("# ruff: noqa") and pattern.search("#type:ignore")
    assert not [s.name for s in sources() if pattern.search(s.text)]
    pages = [p for p in files(".html", ".txt") if p.is_relative_to(ROOT / "templates")]
    assert not [p.name for p in pages if "djlint:" in p.read_text(encoding="utf-8")]


NOT_ON_A_PAGE = {
    "an inline style": r"\sstyle\s*=",
    "a handler": r"\son[a-z]+\s*=",
    "an address that is a script": r"javascript:",
    "text that is not escaped": r"\|\s*safe(seq)?\b|autoescape\s+off|mark_safe",
    "a script or style without its number": r"<(script|style)(?![^>]*\b(nonce|src)=)",
}


@pytest.mark.parametrize("what", NOT_ON_A_PAGE)
def test_no_page_holds(what):
    """The content security policy would refuse it, or a name would run."""
    pages = [p for p in files(".html") if p.is_relative_to(ROOT / "templates")]
    assert len(pages) > 200, "the templates were not found"
    pattern = re.compile(NOT_ON_A_PAGE[what], re.IGNORECASE)
    found = [p.relative_to(ROOT).as_posix() for p in pages if pattern.search(p.read_text(encoding="utf-8"))]
    assert not found


PLAIN = re.compile(r"{% autoescape off %}|{% extends .account/email/base_notification.txt. %}")


def test_letters_are_plain_text():
    """In a letter nothing is escaped; a message, which stands on a page, is."""
    texts = [p for p in files(".txt") if p.is_relative_to(ROOT / "templates")]
    letters = {p for p in texts if {"mail", "email"} & {*p.parts} and "{{" in p.read_text(encoding="utf-8")}
    assert len(letters) > 5, "the letters were not found"
    plain = {p for p in texts if PLAIN.search(p.read_text(encoding="utf-8"))}
    assert not [p.name for p in letters - plain], "escaped for a page"
    assert not [p.name for p in plain if "messages" in p.parts], "not escaped on a page"


SAFE = {"mark_safe", "SafeString", "SafeText", "html_safe"}


def test_no_text_is_called_safe_in_python():
    """Only a template makes markup; text becomes none by being called so."""
    found = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in source.calls()
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in SAFE
        or any(word.arg == "is_safe" for word in call.keywords)
    ]
    assert not found
