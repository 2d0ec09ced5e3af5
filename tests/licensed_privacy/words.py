"""The words of licensed values that must stand nowhere, and all that can be read in an answer."""

import html
import io
from functools import cache

from openpyxl import load_workbook
from pypdf import PdfReader

from procurement.ledger.models import Account, Entry
from tests.access_table.table import SUPPLIERS
from tests.world.licensed import UNIT_VALUES
from tests.world.standing import HERE, THERE, World
from tests.world.town import Town

OUTSIDE = f"{SUPPLIERS}outsider anonymous".split()
SMALLEST_REPORT = 1000  # bytes; evidence is a few words that begin like a PDF
LEAST = 50  # a smaller amount may stand on a page for another reason


def unit_values(whose: str) -> set[str]:
    """As a page prints them and as a file does."""
    found = UNIT_VALUES[whose].values()
    return {*found, *(f"{whole[:-3]},{whole[-3:]}.{rest}" for whole, _, rest in (one.partition(".") for one in found) if len(whole) > 3)}  # fmt: skip


def pounds_of(town: Town) -> set[str]:
    """What the licensed values make of the town's contract: of each entry, and of all entries of an account."""
    rows = Entry.objects.filter(council=town.council, gross__isnull=False).exclude(
        account__valuation__method="open"
    )
    amounts = {abs(row.gross) for row in rows}
    for account in Account.objects.filter(council=town.council):
        mine = [row.gross for row in rows if row.account_id == account.pk and row.kind == "committed"]
        amounts.add(sum(mine))
    odd = {one for one in amounts if one > LEAST and one % 1}
    return {written for one in odd for written in (f"{one:,.2f}", f"{one:.2f}")}


def secrets(world: World, who: str) -> set[str]:
    """What must stand nowhere for ``who``. The rival won there, where the licence lets suppliers see."""
    found = set() if who == "rival" else unit_values(THERE) | pounds_of(world.there)
    if who in OUTSIDE:
        found |= unit_values(HERE) | pounds_of(world.here)
    return found


def text_of(response) -> str:
    """All that can be read in an answer."""
    return read_in(response.getvalue())


def read_in(content: bytes) -> str:
    """All that can be read in a page, a CSV, the cells of a workbook, the words of a PDF."""
    is_report = content[:5] == b"%PDF-" and len(content) > SMALLEST_REPORT
    if is_report or content[:2] == b"PK":
        return _text_of_file(content)
    return html.unescape(content.decode("utf-8", "replace"))


@cache
def _text_of_file(content: bytes) -> str:
    if content[:2] == b"PK":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
