"""A register's file, CSV or XLSX, as lines of cells under known columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from procurement.backtests.domain.headings import COLUMNS, NEEDED
from socialvalue.files.domain.rows import table_of


@dataclass(frozen=True)
class Sheet:
    """``columns`` that were found, in words; ``lines`` as ``{"line": number in the file, "cells": {column: text}}``."""

    columns: tuple[str, ...]
    lines: tuple[dict, ...]


def read_sheet(content: bytes) -> Sheet:
    """The register in ``content``; raises Refusal at the field ``file`` in words that say how to mend it."""
    table = table_of(content, COLUMNS, needed=NEEDED)
    lines = tuple({"line": number, "cells": _plain(cells)} for number, cells in table.lines())
    return Sheet(tuple(sorted(table.columns, key=list(COLUMNS).index)), lines)


def _plain(cells: Mapping[str, object]) -> dict[str, str]:
    return {column: _text(cell) for column, cell in cells.items()}


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell if cell is not None else "").replace("\x00", "").strip()[:1000]
