"""The product's source, parsed once."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("socialvalue", "councils", "measures", "procurement", "reporting")
NOT_OURS = {"node_modules", "vendor", "var", "staticfiles", "__pycache__"}


@dataclass(frozen=True)
class Source:
    """One file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def rooms(self) -> set[str]:
        """The names of its folders and of itself, without .py."""
        return {*self.path.relative_to(ROOT).with_suffix("").parts}

    def calls(self) -> list[ast.Call]:
        """Every call in it."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def imported(self) -> dict[str, str]:
        """What each imported name stands for, with dots: ``{"tz": "django.utils.timezone"}``."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    found[one.asname or one.name.partition(".")[0]] = (
                        one.name if one.asname else one.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for one in node.names:
                    found[one.asname or one.name] = f"{node.module}.{one.name}"
        return found

    def named(self) -> Iterator[tuple[str, int]]:
        """Every imported thing that it names, in full and with its line, whether it is called or passed on."""
        known = self.imported()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute):
                first, *rest = _dotted(node)
                if first in known:
                    yield ".".join((known[first], *rest)), node.lineno

    def texts(self) -> Iterator[tuple[object, int]]:
        """Every number and text that the program could use, with its line; sentences that document are none."""
        documents = {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and id(node) not in documents:
                yield node.value, node.lineno


def _dotted(node: ast.AST) -> tuple[str, ...]:
    """``a.b.c`` in parts; empty parts where it does not begin with a name."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*_dotted(node.value), node.attr)
    return ("",)


@cache
def sources(migrations: bool = False) -> tuple[Source, ...]:
    """Every Python file of the product, without migrations unless asked for."""
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                found.append(Source(path, text, ast.parse(text)))
    return tuple(found)


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of the repository that ends so and is ours, tests and commands too."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(one for one in folders if one not in NOT_OURS and not one.startswith("."))
        found += [Path(folder, name) for name in sorted(names) if name.endswith(endings)]
    return tuple(found)


def functions(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return [n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
