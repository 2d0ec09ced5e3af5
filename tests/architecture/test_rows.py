"""Who touches rows: where they are asked for, by whom they may be seen, who writes them and who moves their status."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Source, functions, sources

OBJECTS_IN = {"models", "queries", "services", "audit"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SEEN = {"visible_to", "get_visible", "none"}
# Queries that ask for rows and not first who looks, each with its reason.
ASKS_FOR_NOBODY = {
    "councils/people/queries.py:_memberships": "of the person who signs in, before there is an actor",
    "councils/people/queries.py:_supplier_memberships": "of the person who signs in, before there is an actor",
    "procurement/journey/queries/stages.py:_scoring": "is given the system's actor by a query that asked first",
    "procurement/journey/queries/stages.py:_contract_facts": "is given the system's actor by a query that asked first",
    "procurement/ledger/queries/conditions.py:counting": "a condition on entries that are visible",
    "procurement/ledger/queries/conditions.py:contained": "a condition on entries that are visible",
}
# Rows that are not narrowed to who may see them, each with its reason.
NOT_NARROWED = {
    "procurement/ledger/queries/conditions.py:counting": "a condition on entries that are visible",
    "procurement/ledger/queries/conditions.py:contained": "a condition on entries that are visible",
    "procurement/ledger/queries/proof.py:numbers": "the councils whose postings were visible",
}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
WRITES |= {"acreate", "asave", "adelete", "aupdate", "execute", "executemany", "copy_expert"}
MANY = {"objects", "all", "filter", "exclude", "visible_to", "get_visible", "order_by"}
# Writing outside services, each with its reason.
WRITERS = {
    "socialvalue/access/audit.py": "the only way in which history is written",
    "councils/people/models.py": "the user manager is Django's own way to make a person",
    "socialvalue/health.py": "asks whether the database answers",
}
MAKES_PUBLISHED = {
    "councils/policies/services/loading.py": "a version of a policy is published by being loaded"
}


def _attributes(tree: ast.AST, names: set[str]) -> list[ast.Attribute]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in names]


def _named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_rows_are_asked_for_only_in_models_queries_and_services():
    """Where ``visible_to`` is."""
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if not source.rooms & OBJECTS_IN
        for node in _attributes(source.tree, MANAGERS)
    ]
    assert not found


def _queries() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, list[ast.Attribute]]]:
    for source in sources():
        for function in functions(source) if "queries" in source.rooms else ():
            if asked := _attributes(function, MANAGERS):
                yield f"{source.name}:{function.name}", function, asked


def test_a_query_is_told_first_who_looks():
    """Whatever asks for rows takes an actor before all else."""
    found = dict.fromkeys(name for name, f, _ in _queries() if [a.arg for a in f.args.args][:1] != ["actor"])
    assert sorted(found) == sorted(ASKS_FOR_NOBODY)


def test_a_query_shows_only_what_is_visible():
    """Each time that rows are asked for they are narrowed to who looks: none starts from ``all()``."""
    found = dict.fromkeys(name for name, f, asked in _queries() if len(asked) > len(_attributes(f, SEEN)))
    assert sorted(found) == sorted(NOT_NARROWED)
    assert len(list(_queries())) > 100, "the queries were not found"


def _of_rows(call: ast.Call) -> bool:
    """Whether ``update`` is asked of rows, and not of a dictionary."""
    return bool(_attributes(call.func, MANY)) or any(word.arg for word in call.keywords)


def test_only_services_write():
    """Models remember, queries look, views connect; a form is never saved."""
    found = {
        f"{source.name}:{call.lineno}"
        for source in sources()
        if "services" not in source.rooms and source.name not in WRITERS
        for call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and (call.func.attr in WRITES or (call.func.attr == "update" and _of_rows(call)))
    }
    assert not found
    assert {source.name for source in sources()} >= set(WRITERS)


def _status_words(node: ast.AST) -> bool:
    """Whether the word stands in ``node`` as a text: a key, a field's name."""
    return any(isinstance(n, ast.Constant) and n.value == "status" for n in ast.walk(node))


def _sets_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "status" and isinstance(node.ctx, ast.Store | ast.Del)
    if not isinstance(node, ast.Call):
        return False
    name, given = _named(node), [*node.args, *(word.value for word in node.keywords)]
    if name == "setattr" or name == "__setattr__":
        return _status_words(node) and "status" in {getattr(arg, "value", "") for arg in node.args}
    if name in {"update", "save", "bulk_update"} | (WRITES - {"delete", "execute"}):
        return any(word.arg == "status" for word in node.keywords) or any(map(_status_words, given))
    return False


def test_status_is_set_only_by_the_safety_rail():
    """``advance`` is the only way in which a status changes; a record begins with its first status."""
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if not source.name.startswith("socialvalue/access/") and source.name not in MAKES_PUBLISHED
        for node in ast.walk(source.tree)
        if _sets_status(node)
    ]
    assert not found


def test_no_sql_sets_a_status():
    """Nor does a statement that the database gets past the models."""
    pattern = re.compile(r"\bupdate\s+\w+\s+(as\s+\w+\s+)?set\b", re.IGNORECASE)
    found = [
        f"{source.name}:{line}"
        for source in sources()
        for text, line in source.texts()
        if isinstance(text, str) and pattern.search(text)
    ]
    assert not found


def sources_with(room: str) -> list[Source]:
    """The files of one room."""
    return [source for source in sources() if room in source.rooms]


def test_the_rooms_are_found():
    """A rule over nothing would hold for ever."""
    for room in ("models", "queries", "services", "views", "forms", "domain"):
        assert len(sources_with(room)) > 5, room
