"""A service is called with named words, says by whom, and changes everything that it changes or nothing."""

import ast

from tests.architecture.source import Source, functions, sources

ATOMIC = "transaction.atomic"
# What changes something and opens no transaction of its own, each with its reason.
INSIDE_ANOTHERS = {
    "procurement/ledger/services/accounts.py:open_account": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:commit": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:report": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:verify": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:send_back": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:reverse": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/passing.py:restate": "refuses outside the transaction of whoever decided",
    "procurement/ledger/services/acts.py:post": "refuses outside the transaction of whoever decided",
    "procurement/opportunities/services/judging.py:judge": "part of the service that changed the facts",
    "socialvalue/access/services.py:advance": "part of the service that decided",
    "socialvalue/jobs/services.py:request": "written with what asks for the work",
}
ONE_STATEMENT = {
    "procurement/opportunities/services/notices.py:import_notices": "each notice is taken for itself, and told",
    "socialvalue/jobs/services.py:cancel": "one row in one statement",
}


def _services() -> list[tuple[Source, ast.FunctionDef]]:
    """What a view, a task or a command may call: public functions that say by whom."""
    found = []
    for source in sources():
        for function in functions(source) if "services" in source.rooms else ():
            words = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            if not function.name.startswith("_") and "by" in [word.arg for word in words]:
                found.append((source, function))
    return found


def _name(source: Source, function: ast.FunctionDef) -> str:
    return f"{source.name}:{function.name}"


def _is_atomic(function: ast.FunctionDef) -> bool:
    return ATOMIC in {ast.unparse(decorator) for decorator in function.decorator_list}


def _is_part(source: Source, function: ast.FunctionDef) -> bool:
    """A part that other services are made of is handed things by their place."""
    return bool(function.args.args) and _name(source, function) not in INSIDE_ANOTHERS


def test_a_service_changes_all_or_nothing():
    """A mistake halfway leaves no half behind: whatever it writes stands in one transaction."""
    whole = [(source, function) for source, function in _services() if not _is_part(source, function)]
    open_ended = {_name(*each) for each in whole if not _is_atomic(each[1])}
    assert sorted(open_ended) == sorted({*INSIDE_ANOTHERS, *ONE_STATEMENT}), "not in one transaction"
    assert len(whole) > 50, "the services were not found"


def test_no_part_of_a_service_is_handed_to_a_view():
    """What takes its words by place is for services only: a view that called it would call it outside a transaction."""
    parts = {function.name for source, function in _services() if _is_part(source, function)}
    handed = {
        f"{source.name}:{line} {name}"
        for source in sources()
        if source.rooms & {"views", "tasks", "management"}
        for name, line in source.named()
        if ".services." in name and name.rpartition(".")[2] in parts
    }
    assert parts, "no part was found"
    assert not handed
