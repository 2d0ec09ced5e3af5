"""A council arrives as a file: its names, its clauses and its amounts stand in no code, and the law's amounts neither."""

import ast
import operator
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from tests.architecture.source import ROOT, Source, files, sources

COUNCILS = ROOT / "fixtures" / "councils"
NATION = ROOT / "fixtures" / "national.yaml"
NAMES = ("slug", "name", "short_name", "reference_prefix", "gss_code")
# Headings that are everybody's words, so that a page may be called so.
COMMON = {
    "Introduction",
    "Governance",
    "Review",
    "Opportunity assessment",
    "Formal contract",
    "Contract management",
    "The Framework",
    "What is social value?",
    "The Public Services (Social Value) Act 2012",
    "Social Value",
}
# How a number may be worked out from others.
HOW = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Pow: operator.pow}
MOST_POWER = 20
AMOUNT = re.compile(r"(?<![\w.,])\d[\d,_]*(?:\.\d+)?(?!\w)")
# Amounts in a sentence that explains how an amount is written, each with its reason.
EXAMPLES = {
    "councils/policies/domain/messages.py": "says how a number is written in a file",
    "councils/policies/domain/decider.py": "how many decisions are kept in memory, which is no money",
}


@cache
def _councils() -> list[dict]:
    return [YAML(typ="safe").load(path.read_text(encoding="utf-8")) for path in COUNCILS.glob("*.yaml")]


def _names() -> re.Pattern:
    words = {council["council"][name] for council in _councils() for name in NAMES}
    assert len(words) >= 5
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)


def _in(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_council_is_named_in_the_product():
    """In no code, page, letter, style or script, not even as an example."""
    pattern = _names()
    ours = [
        path
        for path in files(".html", ".txt", ".css", ".js")
        if _in(path).startswith(("templates", "static"))
    ]
    assert len(ours) > 200, "the templates were not found"
    texts = [(s.name, s.text) for s in sources(migrations=True)]
    texts += [(_in(path), path.read_text(encoding="utf-8")) for path in ours]
    assert not [f"{name}: {m.group()}" for name, text in texts for m in [pattern.search(text)] if m]


def test_no_clause_is_cited_in_python():
    """A clause is cited from the file, so that another council's is cited in its own words."""
    clauses = {
        clause["section"]
        for council in _councils()
        for clause in council["clauses"]
        if re.search(
            "[A-Za-z]{4}", str(clause.get("section", ""))
        )  # a bare number is not told from other numbers
    } - COMMON
    assert len(clauses) > 5
    found = [
        f"{source.name}:{line} {clause}"
        for source in sources(migrations=True)
        for text, line in source.texts()
        if isinstance(text, str)
        for clause in clauses
        if clause in text
    ]
    assert not found


@cache
def _amounts() -> frozenset[Decimal]:
    """Amounts of money of five figures and more that a policy or the law names."""
    texts = [path.read_text(encoding="utf-8") for path in (NATION, *COUNCILS.glob("*.yaml"))]
    found = {_number(amount) for text in texts for amount in AMOUNT.findall(text)}
    return frozenset(amount for amount in found if amount >= 10_000)


def _number(text: object) -> Decimal:
    return Decimal(str(text).replace(",", "").replace("_", ""))


def _numbers_in(value: object) -> set[Decimal]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {_number(value)}
    return {_number(amount) for amount in AMOUNT.findall(value)} if isinstance(value, str) else set()


def _worked_out(node: ast.AST) -> int | float | None:
    """What a sum of plain numbers comes to, such as ``10 ** 5`` or ``100 * 1_000``; None for all else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    how = HOW.get(type(getattr(node, "op", None)))
    if not isinstance(node, ast.BinOp) or how is None:
        return None
    left, right = _worked_out(node.left), _worked_out(node.right)
    if left is None or right is None or (how is operator.pow and abs(right) > MOST_POWER):
        return None
    return how(left, right)


def _numbers_of(source: Source) -> Iterator[tuple[object, int]]:
    """Every number and text of a file, also those that are worked out from plain numbers."""
    yield from source.texts()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.BinOp) and (value := _worked_out(node)) is not None:
            yield value, node.lineno


def test_no_threshold_stands_in_python():
    """Neither as a number nor in a text, with or without pence, nor worked out: they are dated rows in a file."""
    amounts = _amounts()
    assert len(amounts) > 10
    found = [
        f"{source.name}:{line} {value!r}"
        for source in sources()
        if source.name not in EXAMPLES
        for value, line in _numbers_of(source)
        if _numbers_in(value) & amounts
    ]
    assert not found


def test_no_threshold_stands_in_a_template():
    """Neither in its words nor in what it asks."""
    amounts = _amounts()
    pages = [path for path in files(".html", ".txt") if _in(path).startswith("templates")]
    assert len(pages) > 200, "the templates were not found"
    found = [
        f"{_in(path)}:{number} {line.strip()[:80]}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _numbers_in(line) & amounts
    ]
    assert not found


@cache
def _weights() -> frozenset[Decimal]:
    """Per cent of the score that a policy asks for."""
    said = [path.read_text(encoding="utf-8") for path in COUNCILS.glob("*.yaml")]
    return frozenset(
        _number(weight)
        for text in said
        for weight in re.findall(r"effect: weighting\b[^}]*\bpercent: ([\d.]+)", text)
    )


def test_no_weight_of_a_policy_stands_in_python():
    """Per cent of the score that a policy asks for."""
    weights = _weights()
    assert weights
    found = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in source.calls()
        if getattr(call.func, "id", "") == "Decimal" and call.args and hasattr(call.args[0], "value")
        if _numbers_in(call.args[0].value) & weights
    ]
    assert not found


def _about_weight(node: ast.AST) -> bool:
    """Whether ``node`` gives a weight its value or compares one: a name with that word stands in it."""
    if isinstance(node, ast.Compare | ast.Assign | ast.AnnAssign | ast.keyword):
        return "weight" in ast.unparse(node).lower()
    return False


def test_no_weight_is_compared_with_a_plain_number_of_a_policy():
    """``social_value_weight < 20`` is a council's rule, wherever it stands, as is any such number among the weights."""
    weights = _weights()
    looked_at = [source for source in sources() if "weight" in source.text.lower()]
    assert len(looked_at) > 10, "nothing is about weights"
    found = {
        f"{source.name}:{number.lineno} {number.value}"
        for source in looked_at
        for node in ast.walk(source.tree)
        if "weight" in source.path.stem or _about_weight(node)
        for number in ast.walk(node)
        if isinstance(number, ast.Constant) and isinstance(number.value, int | float)
        if _numbers_in(number.value) & weights
    }
    assert not found
