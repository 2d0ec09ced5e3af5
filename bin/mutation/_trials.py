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


FUNCTIONS: list[FunctionType] = []  # every one that is known when trials begin
KEPT: list[functools._lru_cache_wrapper] = []  # what functions keep of earlier answers


def _know() -> None:
    """Find functions and what they keep, once: a module may be known by many names."""
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            FUNCTIONS.append(one)
        elif isinstance(one, functools._lru_cache_wrapper):
            KEPT.append(one)


class Trials:
    """A plug-in of pytest: runs tests as they are, and then for each change until the first of them fails.

    Groups are changes with the names of files of tests, in stages: the first are tried on every change, the next on what those
    did not notice.
    """

    def __init__(self, groups: list[tuple[list[Change], tuple[tuple[str, ...], ...]]]):
        self.groups = groups
        self.unnoticed: list[Change] = []
        self.fit = True  # whether the tests pass while nothing is changed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Takes the place of a single run."""
        _know()
        for left, stages in self.groups:
            for names in stages:
                items = [item for item in session.items if item.path.name in names]
                left = list(self._unnoticed_by(items, left)) if left and self._passes(items) else left
            self.unnoticed += left
        return True

    def _passes(self, items: list[pytest.Item]) -> bool:
        ended = _all_ended([None], lambda _: _run(items, told=True))
        self.fit = self.fit and all(code == UNNOTICED for _, code in ended)
        return self.fit

    def _unnoticed_by(self, items: list[pytest.Item], changes: list[Change]) -> Iterator[Change]:
        for number, (change, code) in enumerate(_all_ended(changes, lambda one: _with(one, items)), 1):
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
    """In a process of its own: make the change and run the tests, those that name what is changed first."""
    (_put_text if change.tree is None else _put_code)(change)
    for kept in KEPT:
        kept.cache_clear()
    return _run(sorted(items, key=lambda one: change.path.stem not in one.nodeid))


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
    for function in changed:
        function.__code__ = codes[_place(function.__code__)]
    if not any(change.line in _lines_of(one.__code__) for one in changed):
        raise RuntimeError(f"{change} stands in no function: it cannot be tried.")


def _lines_of(code: CodeType) -> set[int]:
    return {line for one in (code, *_codes_in(code)) for _, _, line in one.co_lines() if line}


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes_in(one)
