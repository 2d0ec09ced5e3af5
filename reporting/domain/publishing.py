"""What of a report may be published: no pounds from which a licensed value could be worked out.

A report prints quantities by measure, and pounds by method. Where a licence does not let everybody see its values, a
reader must not be able to divide the one by the other, nor take pounds from pounds until one measure is left. So each
table (all service areas, then each service area, then each outcome) shows the pounds of such a method only if no sum
of multiples of all pounds that are shown, in this table and in those before it, is a multiple of one licensed value
alone. Quantities are always shown.

Values are taken as one where a reader may take them as one: those of one measure, and those of one reference.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from procurement.ledger.domain.figures import FigureName

Row = dict[str, int]

# Sums are taken in the whole numbers below a large prime, in which they never grow: what is none there is none at all.
PRIME = 2**61 - 1
TEN_THOUSANDTHS, PENNIES = 10_000, 100


def published(content: dict[str, Any]) -> dict[str, Any]:
    """The snapshot without pounds that would give a licensed value away, and with what was left out named.

    A figure whose pounds are left out lists the method under ``withheld``. No part keeps the pounds of a value that may
    not be published.
    """
    shown = deepcopy(content)
    tables = [shown["total"], *(one["figures"] for one in (*shown["service_areas"], *shown["outcomes"]))]
    values = _values(part for table in tables for part in _parts(table))
    for method in sorted({part["method"] for table in tables for part in _parts(table) if _kept(part)}):
        known = Known()
        for table in tables:
            if not known.take(_rows(table, method, values)):
                _leave_out(table, method)
    for table in tables:
        for part in filter(_kept, _parts(table)):
            part["gross"] = part["adjusted"] = None
    return shown


def _parts(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in FigureName:
        yield from figures[name.value]["parts"]


def _kept(part: dict[str, Any]) -> bool:
    return bool(part.get("confined"))


def _values(parts: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """For each measure in its unit the licensed value that stands for it, one for all that a reader may take as one."""
    same: dict[str, str] = {}

    def first(name: str) -> str:
        while same.setdefault(name, name) != name:
            name = same[name]
        return name

    found = {}
    for part in filter(_kept, parts):
        mine = f"measure {part['measure']} {part['unit']}"
        found[part["measure"], part["unit"]] = mine
        for source in part["confined"]:
            same[first(f"source {source}")] = first(mine)
    return {key: first(name) for key, name in found.items()}


def _rows(figures: dict[str, Any], method: str, values: dict[tuple[str, str], str]) -> list[Row]:
    """How often each licensed value stands in each of the pounds of a table: gross, and after adjustments."""
    rows = []
    for name in FigureName:
        gross: Row = {}
        adjusted: Row = {}
        for part in figures[name.value]["parts"]:
            if not _kept(part) or part["method"] != method or part["within"] or part["gross"] is None:
                continue
            value = values[part["measure"], part["unit"]]
            times = _whole(part["quantity"], TEN_THOUSANDTHS)
            before, after = _whole(part["gross"], PENNIES), _whole(part["adjusted"], PENNIES)
            gross[value] = gross.get(value, 0) + times
            share = after * pow(before, -1, PRIME) if before else 1
            adjusted[value] = adjusted.get(value, 0) + times * share
        rows += [gross, adjusted]
    return rows


def _whole(number: str, parts: int) -> int:
    return int(Decimal(number) * parts)


class Known:
    """What can be worked out of the pounds that are shown: each row is solved for one value, as far as it goes."""

    def __init__(self) -> None:
        self.solved: dict[str, Row] = {}

    def take(self, rows: Iterable[Row]) -> bool:
        """Add these pounds, unless one licensed value could then be worked out; whether they were added."""
        tried = {name: dict(row) for name, row in self.solved.items()}
        for row in rows:
            _solve(tried, row)
        if any(len(row) == 1 for row in tried.values()):
            return False
        self.solved = tried
        return True


def _solve(solved: dict[str, Row], row: Row) -> None:
    left = {name: times % PRIME for name, times in row.items() if times % PRIME}
    for name in [name for name in left if name in solved]:
        left = _less(left, solved[name], left[name])
    if not left:
        return
    name, times = next(iter(left.items()))
    one = pow(times, -1, PRIME)
    left = {other: many * one % PRIME for other, many in left.items()}
    for other, held in solved.items():
        if name in held:
            solved[other] = _less(held, left, held[name])
    solved[name] = left


def _less(row: Row, other: Row, times: int) -> Row:
    """``row`` less ``times`` the other, without what comes to none."""
    found = dict(row)
    for name, many in other.items():
        found[name] = (found.get(name, 0) - many * times) % PRIME
    return {name: many for name, many in found.items() if many}


def _leave_out(figures: dict[str, Any], method: str) -> None:
    for name in FigureName:
        amount = figures[name.value]
        gone = [worth for worth in amount["worths"] if worth["method"] == method]
        named = [{"method": worth["method"], "name": worth["name"]} for worth in gone]
        amount["withheld"] = [*amount.get("withheld", []), *named]
        amount["worths"] = [worth for worth in amount["worths"] if worth["method"] != method]
