"""Tries changes one after another, each in a copy of a process that has read the program and its tests already."""

import functools
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType
from typing import NoReturn

import pytest
from _changes import Change
from _pytest.runner import runtestprotocol

AT_ONCE = 2
MOST_SECONDS = 60  # of the processor, for one test: a change that never ends is noticed
UNNOTICED, NOTICED = 0, 1
SPEAKS = 2  # the tests that speak of what is changed: no others see a change of a file
FAR = 4  # besides, the quickest of the others, and slower ones that speak of it


FUNCTIONS: list[FunctionType] = []  # every one that is known when trials begin
KEPT: list[functools._lru_cache_wrapper] = []  # what functions keep of earlier answers
SOURCES: dict[Path, str] = {}  # the text of each file of tests


def _know(items: Iterable[pytest.Item]) -> None:
    """Find functions and what they keep, once: a module may be known by many names."""
    SOURCES.update({path: path.read_text(encoding="utf-8") for path in {item.path for item in items}})
    gc.unfreeze()  # what is frozen is in no list of objects
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            FUNCTIONS.append(one)
        elif isinstance(one, functools._lru_cache_wrapper):
            KEPT.append(one)
    gc.freeze()  # what is known stays: no copy has to look through it again


class Trials:
    """A plug-in of pytest: runs tests as they are, and then for each change until the first of them fails.

    Groups are changes with the names of files of tests, in stages from the quickest to the slowest. Tests that speak of what
    is changed come before the others, as far as they are not much slower; ``quick`` leaves out the slow ones that do not.
    """

    def __init__(self, groups: list[tuple[list[Change], tuple[tuple[str, ...], ...]]], quick: bool = False):
        self.groups, self.quick = groups, quick
        self.unnoticed: list[Change] = []
        self.fit = True  # whether the tests pass while nothing is changed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Takes the place of a single run."""
        _know(session.items)
        for changes, stages in self.groups:
            cost = {name: at for at, names in enumerate(stages) for name in names}
            items = [item for item in session.items if item.path.name in cost]
            if changes and self._passes(items):
                self.unnoticed += self._unnoticed_by(items, cost, changes)
        return True

    def _passes(self, items: list[pytest.Item]) -> bool:
        ended = _all_ended([None], lambda _: _run(items, told=True))
        self.fit = self.fit and all(code == UNNOTICED for _, code in ended)
        return self.fit

    def _chosen(self, change: Change, items: list[pytest.Item], cost: dict[str, int]) -> list[pytest.Item]:
        """The tests for a change, nearest and quickest first; for one of a file only those that speak of it."""
        near = {item: 2 * _distance(change.path, item) + cost[item.path.name] for item in items}
        most = FAR if self.quick else max(near.values())
        if change.tree is None:
            most = SPEAKS
        return sorted((item for item in items if near[item] <= most), key=near.__getitem__)

    def _unnoticed_by(
        self, items: list[pytest.Item], cost: dict[str, int], changes: list[Change]
    ) -> Iterator[Change]:
        def tried(change: Change) -> int:
            return _with(change, self._chosen(change, items, cost))

        for number, (change, code) in enumerate(_all_ended(changes, tried), 1):
            if code == UNNOTICED:
                yield change
            if number % 50 == 0 or code == UNNOTICED:
                said = f"{number} of {len(changes)} tried with {len(items)} tests"
                print(
                    said, f"not noticed: {change}" if code == UNNOTICED else "", file=sys.stderr, flush=True
                )


def _all_ended(
    changes: Iterable[Change | None], work: Callable[[Change], int]
) -> Iterator[tuple[Change, int]]:
    """Each change as its process ends, and how it ended."""
    running: dict[int, Change] = {}
    waiting = iter(changes)
    free = AT_ONCE
    while True:
        for change in islice(waiting, free):
            pid = os.fork()
            if not pid:
                _end(work, change)
            running[pid] = change
        if not running:
            return
        pid, status = os.wait()
        free = AT_ONCE - len(running) + 1
        yield running.pop(pid), os.waitstatus_to_exitcode(status)


def _end(work: Callable[[Change], int], change: Change) -> NoReturn:
    """Work, and end this process with what came of it; what could not be tried was not noticed, and says why."""
    code = UNNOTICED
    try:
        code = work(change)
    finally:
        if sys.exception():
            traceback.print_exc()
        os._exit(code)


def _with(change: Change, items: list[pytest.Item]) -> int:
    """In a process of its own: make the change and run the tests."""
    (_put_text if change.tree is None else _put_code)(change)
    for kept in KEPT:
        # How a text is made of lists and mappings is decided by no rule, and takes long to find out.
        if not kept.__module__.endswith(".yaml_text") or change.path.stem == "yaml_text":
            kept.cache_clear()
    return _run(items)


def _distance(path: Path, item: pytest.Item) -> int:
    """0 for a test that is called after what is changed, 1 for one in a file that speaks of it, 2 for any other."""
    if path.stem.replace("-", "_") in item.nodeid.replace("-", "_"):
        return 0
    speaks = path.stem if path.suffix != ".py" else ".".join(path.with_suffix("").parts)
    return 1 if speaks in SOURCES[item.path] else 2


def _run(items: list[pytest.Item], told: bool = False) -> int:
    """Run tests until one fails, which is told where it should not."""
    for at, item in enumerate(items):
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        following = items[at + 1] if at + 1 < len(items) else None
        failed = [one for one in runtestprotocol(item, nextitem=following, log=False) if one.failed]
        if failed and told:
            print(failed[0].nodeid, failed[0].longreprtext, file=sys.stderr)
        if failed:
            return NOTICED
    return UNNOTICED


def _put_text(change: Change) -> None:
    """Let whoever reads the file read the changed text."""
    read, path = Path.read_text, change.path.resolve()

    def read_text(self: Path, *args, **options) -> str:
        return change.text if self.resolve() == path else read(self, *args, **options)

    Path.read_text = read_text


def _put_code(change: Change) -> None:
    """Give every function of the module the code that it has after the change, wherever it is already known."""
    name = str(change.path.resolve())
    codes = {_place(code): code for code in _codes_in(compile(change.tree, name, "exec"))}
    changed = [one for one in FUNCTIONS if one.__code__.co_filename == name]
    if not any(change.line in _lines_of(one.__code__) for one in changed):
        raise RuntimeError(f"{change} stands in no function: it cannot be tried.")
    for function in changed:
        function.__code__ = codes.get(_place(function.__code__), function.__code__)


def _lines_of(code: CodeType) -> set[int]:
    return {line for one in (code, *_codes_in(code)) for _, _, line in one.co_lines() if line}


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes_in(one)
