"""Small changes that make the rules' code wrong: each of them should be noticed by a test."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
        for at, clause in enumerate(node.values):
            if self._here(node):
                self.line = clause.lineno
                rest = node.values[:at] + node.values[at + 1 :]
                return self._to(ast.BoolOp(node.op, rest) if rest[1:] else rest[0])
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

    def _tested(self, test: ast.expr) -> ast.expr:
        """Negated, always so, and never so."""
        if isinstance(test, BARE) and self._here(test):
            return self._to(ast.UnaryOp(ast.Not(), test))
        for always in (True, False):
            if self._here(test):
                return self._to(ast.Constant(always))
        return test

    def visit_If(self, node: ast.If) -> ast.If:
        self.generic_visit(node)
        node.test = self._tested(node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        self.generic_visit(node)
        node.test = self._tested(node.test)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        node.ifs = [self._tested(test) for test in node.ifs]
        return node


def changes_in_code(path: Path, text: str) -> Iterator[Change]:
    """Every comparison, and, or, not, min, max, any and all of a module turned round, every clause of a condition left
    out, and every condition turned round, always met and never met, one after another."""
    places = _Changer()
    places.visit(ast.parse(text))
    for wanted in range(places.seen):
        changer = _Changer(wanted)
        changed = changer.visit(ast.parse(text))
        yield Change(path, changer.line, changer.what, tree=ast.fix_missing_locations(changed))
