"""10,000 rows of licensed values judged, a quarter of them wrong, beside reading the same cells with no question asked."""

from datetime import date
from decimal import Decimal

from councils.policies.domain.counting import Unit
from measures.domain.licensed import COLUMNS, NEEDED, Told, read_sheet
from socialvalue.files.domain.rows import rows_of, table_of

ROWS = 10_000
TOLD = Told("2026", date(2026, 4, 1), "Invented")


def _row(number: int) -> str:
    worth = '"1,5"' if number % 4 == 0 else f"{number}.{number % 100:02}"
    return f"R{number},{worth},hour"


FILE = "\n".join(["Reference,Value,Unit", *map(_row, range(1, ROWS + 1))]).encode()
MEASURED = {f"r{number}": {Unit.HOUR} for number in range(1, ROWS + 1)}


def work() -> tuple[int, Decimal]:
    """How many rows are in order, and what their values come to."""
    table = table_of(FILE, COLUMNS, needed=NEEDED, formulas=True)
    found = read_sheet(table.lines(), told=TOLD, measured=MEASURED).good
    return len(found), sum((row.worth for row in found), Decimal(0))


def floor() -> tuple[int, Decimal]:
    """The same of cells that are taken as they come."""
    worths = [Decimal(str(cells[1])) for cells in list(rows_of(FILE))[1:] if "," not in str(cells[1])]
    return len(worths), sum(worths, Decimal(0))
