"""Small changes that make the rules, or their code, wrong: each of them should be noticed by a test."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

OTHER_SIDE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any"}
BARE = (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr)  # a test that is no comparison: it is negated


@dataclass(frozen=True)
class Change:
    """One change of one file: the line where it is, what it says now, and the whole of the changed file."""

    path: Path
    line: int
    what: str
    text: str = ""
    tree: ast.Module | None = None

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.what}"


class _Changer(ast.NodeTransformer):
    """Counts the places where code can be changed, and changes the one that is wanted."""

    def __init__(self, wanted: int = -1):
        self.wanted, self.seen = wanted, 0
        self.line, self.what = 0, ""

    def _here(self, node: ast.expr) -> bool:
        self.seen += 1
        if self.seen - 1 != self.wanted:
            return False
        self.line, self.what = node.lineno, ast.unparse(node)
        return True

    def _to(self, node: ast.expr) -> ast.expr:
        self.what = f"{self.what}  >  {ast.unparse(node)}"
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        for at, op in enumerate(node.ops):
            if self._here(node):
                node.ops[at] = OTHER_SIDE[type(op)]()
                return self._to(node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        if self._here(node):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return self._to(node)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and self._here(node):
            return self._to(node.operand)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in OTHER_CALL and self._here(node):
            node.func = ast.Name(OTHER_CALL[node.func.id], ast.Load())
            return self._to(node)
        return node

    def _negated(self, test: ast.expr) -> ast.expr:
        if isinstance(test, BARE) and self._here(test):
            return self._to(ast.UnaryOp(ast.Not(), test))
        return test

    def visit_If(self, node: ast.If) -> ast.If:
        self.generic_visit(node)
        node.test = self._negated(node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        self.generic_visit(node)
        node.test = self._negated(node.test)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        node.ifs = [self._negated(test) for test in node.ifs]
        return node


def changes_in_code(path: Path, text: str) -> Iterator[Change]:
    """Every comparison, and, or, not, condition, min, max, any and all of a module turned round, one after another."""
    places = _Changer()
    places.visit(ast.parse(text))
    for wanted in range(places.seen):
        changer = _Changer(wanted)
        changed = changer.visit(ast.parse(text))
        yield Change(path, changer.line, changer.what, tree=ast.fix_missing_locations(changed))


def changes_in_rules(path: Path, text: str) -> Iterator[Change]:
    """Every rule of a file left out, and every clause of every rule, one after another; all else stays as it is written."""
    for rule in _listed(YAML(typ="rt", pure=True).compose(text), "rules"):
        key = _field(rule, "key").value
        start, end = _whole_lines(text, rule.start_mark.index, rule.end_mark.index)
        line = rule.start_mark.line + 1
        yield Change(path, line, f"without the rule {key}", text[:start] + text[end:])
        cited = _field(rule, "clauses")
        names = [one.value for one in cited.value]
        for name in names:
            rest = ", ".join(other for other in names if other != name)
            changed = f"{text[: cited.start_mark.index]}[{rest}]{text[cited.end_mark.index :]}"
            yield Change(path, cited.start_mark.line + 1, f"{key} without its clause {name}", changed)


def _field(mapping: MappingNode, name: str):
    return next(value for key, value in mapping.value if key.value == name)


def _listed(mapping: MappingNode, name: str) -> list:
    listed = _field(mapping, name)
    return listed.value if isinstance(listed, SequenceNode) else []


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """From the dash of an item to the line on which the next thing stands."""
    last = text[:end].rstrip()
    following = re.compile(r"\n").search(text, len(last))
    return text.rfind("\n", 0, start) + 1, following.end() if following else len(text)
