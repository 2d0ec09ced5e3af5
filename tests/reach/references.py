"""Who calls whom, read from the source: which functions of services are named by whoever may start them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.architecture.source import Source, sources

# Whoever starts something by itself; a view does so only where an address leads to it.
STARTS = {"urls", "tasks", "management", "middleware", "adapters", "context", "templatetags", "run"}


@dataclass
class Module:
    """A file: what its names stand for, its functions, and all that it defines, for what each part of it names."""

    dotted: str
    source: Source
    imported: dict[str, str] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    defined: dict[str, ast.AST] = field(default_factory=dict)

    @property
    def is_services(self) -> bool:
        """Whether it holds services."""
        return "services" in self.source.rooms


def modules() -> dict[str, Module]:
    """Every file of the product by its dotted name."""
    return {module.dotted: module for module in map(_module, sources())}


def _module(source: Source) -> Module:
    dotted = source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = Module(dotted, source)
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                module.imported[name.asname or name.name] = f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                module.imported[name.asname or name.name] = name.name
        elif isinstance(node, ast.FunctionDef):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            module.defined[node.name] = node
        elif isinstance(node, ast.Assign):
            module.defined |= {one.id: node.value for one in node.targets if isinstance(one, ast.Name)}
    module.defined |= module.functions
    return module


def settled(dotted: str, known: dict[str, Module]) -> str:
    """Where a name is really defined: a room that is a folder passes on the names of its files."""
    package, _, name = dotted.rpartition(".")
    module = known.get(package)
    if module and name not in module.defined and name in module.imported:
        return settled(module.imported[name], known)
    return dotted


def named_in(node: ast.AST, module: Module, known: dict[str, Module]) -> Iterator[str]:
    """The full names of everything that ``node`` mentions."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            own = f"{module.dotted}.{part.id}" if part.id in module.defined else ""
            yield settled(module.imported.get(part.id, own), known)
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            if part.value.id in module.imported:
                yield settled(f"{module.imported[part.value.id]}.{part.attr}", known)


def services(known: dict[str, Module]) -> set[str]:
    """Every public function of a service."""
    return {
        f"{module.dotted}.{name}"
        for module in known.values()
        if module.is_services
        for name in module.functions
        if not name.startswith("_")
    }


def views(known: dict[str, Module]) -> set[str]:
    """Every function of a view that answers a request."""
    return {
        f"{module.dotted}.{name}"
        for module in known.values()
        if "views" in module.source.rooms and not module.dotted.startswith("socialvalue.access.")
        for name, function in module.functions.items()
        if not name.startswith("_") and function.decorator_list
        if [argument.arg for argument in function.args.args][:1] == ["request"]
    }


def reachable(known: dict[str, Module]) -> set[str]:
    """Every function that an address, a task, a command or other start names, and what those name in turn."""
    waiting = [
        name
        for module in known.values()
        if module.source.rooms & STARTS
        for name in named_in(module.source.tree, module, known)
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        package, _, part = name.rpartition(".")
        module = known.get(package)
        if name in found or module is None or part not in module.defined:
            continue
        found.add(name)
        waiting += named_in(module.defined[part], module, known)
    return found
