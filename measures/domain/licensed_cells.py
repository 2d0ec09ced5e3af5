"""One cell of a table of licensed values: an amount in pounds, a day, a unit or words; or what is wrong with it.

Nothing is guessed. An amount or a day that can be read in two ways is refused, with the way to write it.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from councils.policies.domain.counting import Unit

MOST_POUNDS = Decimal("9999999999.999999")  # what numeric(16, 6) holds
PLACES = 6
FIRST_YEAR, LAST_YEAR = 1990, 2150
QUOTED = 60  # so many characters of a cell are quoted back
POUND_SIGN = "a £ sign was taken off"
THOUSANDS = "commas between thousands were taken off"

MONTHS = {f"{date(2026, month, 1):%B}".lower()[:3]: month for month in range(1, 13)}
MONTH_WORDS = {f"{date(2026, month, 1):%B}".lower() for month in range(1, 13)}
# The first is how a message says one, the second how it says many.
UNITS: dict[Unit, tuple[str, ...]] = {
    Unit.FTE: ("FTE", "FTE", "FTEs", "full-time equivalent", "full-time equivalents", "people in post"),
    Unit.FTE_YEAR: ("FTE-year", "FTE-years", "FTE year", "FTE years", "person-year", "person-years"),
    Unit.WEEK: ("week", "weeks"),
    Unit.HOUR: ("hour", "hours", "hr", "hrs"),
    Unit.GBP: ("£", "pounds", "GBP", "pound"),
    Unit.TCO2E: ("tCO2e", "tonnes of CO2e", "tonne", "tonnes", "tonnes CO2e"),
    Unit.ITEM: ("item", "items", "number", "no.", "count", "each"),
    Unit.YES_NO: ("yes/no", "yes or no", "y/n"),
    Unit.PERCENT: ("%", "percent", "per cent", "percentage"),
    Unit.NARRATIVE: ("narrative", "words", "in words", "text"),
}
NOT_VALUED = "is never valued in pounds"


class Wrong(ValueError):
    """What is wrong with a cell, as a sentence that says how to mend it."""


def quoted(cell: object) -> str:
    """``“1,5”``: a cell as a sentence quotes it, shortened where it is long."""
    words = text(cell)
    return f"“{words if len(words) <= QUOTED else words[:QUOTED] + '…'}”"


def text(cell: object) -> str:
    """A cell as plain words: no line breaks, no signs that nobody sees; a whole number without ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, Decimal) and cell.is_finite() and cell == cell.to_integral_value():
        cell = int(cell)
    plain = str(cell)
    if plain.isascii() and plain.isprintable():
        return " ".join(plain.split())
    seen = (" " if sign.isspace() else sign for sign in plain)
    return " ".join("".join(sign for sign in seen if unicodedata.category(sign)[0] != "C").split())


def words(cell: object, what: str, most: int) -> str:
    """A short text; raises Wrong for a formula, or where it is longer than ``most`` characters."""
    found = text(cell)
    _refuse_formula(found, what)
    if len(found) > most:
        raise Wrong(f"The {what} is longer than {most} characters.")
    return found


def _refuse_formula(found: str, what: str) -> None:
    if found.startswith("="):
        raise Wrong(
            f"The {what} is a formula, {quoted(found)}. Put in what it comes to: copy it and paste it as a value."
        )


def amount(cell: object, *, comma_is_point: bool = False) -> tuple[Decimal, tuple[str, ...]]:
    """Pounds of a unit value, more than 0 and to six places, and what was taken off to read it.

    ``comma_is_point`` for a file whose columns are parted by semicolons: there a comma may be a point. Raises Wrong.
    """
    if isinstance(cell, bool):
        raise Wrong(f"The value is {quoted(cell)}. Write an amount in pounds, like 1234.50.")
    if isinstance(cell, date | datetime):
        raise Wrong(f"The value is a date, {quoted(cell)}. Format the cell as a number.")
    found = text(cell)
    if not found:
        raise Wrong("The value is missing. Leave the row out where there is none: no value is not £0.")
    _refuse_formula(found, "value")
    told: list[str] = []
    plain = found
    if "£" in plain:
        plain = re.sub(r"^([-(]?)\s*£\s*", r"\1", plain)
        told.append(POUND_SIGN)
    if "," in plain:
        plain = _without_thousands(plain, found, comma_is_point)
        told.append(THOUSANDS)
    return _pounds(plain, found), tuple(told)


def _without_thousands(plain: str, found: str, comma_is_point: bool) -> str:
    if not comma_is_point and re.fullmatch(r"[-(]?\d{1,3}(,\d{3})+(\.\d+)?\)?", plain, re.ASCII):
        return plain.replace(",", "")
    instead = plain.replace(".", "").replace(",", ".")
    example = f", like {instead}" if re.fullmatch(r"\d+\.\d+", instead, re.ASCII) else ""
    raise Wrong(
        f"The value {quoted(found)} has a comma where a point may be meant. Write it with a point{example}."
    )


def _pounds(plain: str, found: str) -> Decimal:
    if re.fullmatch(r"(-.+|\(.+\))", plain):
        raise Wrong(f"The value {quoted(found)} is negative. A unit value is more than £0.")
    if re.fullmatch(r"\d+(\.\d+)?[eE][-+]?\d+", plain, re.ASCII):
        raise Wrong(f"The value {quoted(found)} is shortened. Write all of its digits.")
    if not re.fullmatch(r"\d+\.?\d*|\.\d+", plain, re.ASCII):
        raise Wrong(f"The value {quoted(found)} is not an amount in pounds, like 1234.50.")
    if len(plain.partition(".")[2].rstrip("0")) > PLACES:
        raise Wrong(f"The value {quoted(found)} has more than {PLACES} decimal places.")
    worth = Decimal(plain)
    if not worth:
        raise Wrong("The value is £0. Leave the row out where nothing is valued: no value is not £0.")
    if worth > MOST_POUNDS:
        raise Wrong(f"The value {quoted(found)} is too large to be true.")
    return worth


def day(cell: object, what: str) -> date | None:
    """A day, None where the cell is empty; raises Wrong for one that is no day or may be two."""
    if isinstance(cell, datetime):
        return _in_range(cell.date(), what)
    if isinstance(cell, date):
        return _in_range(cell, what)
    if isinstance(cell, int | Decimal):
        raise Wrong(
            f"The {what} is the number {quoted(cell)}, not a date. Format the cell as a date, or write it like 2026-03-31."
        )
    found = text(cell)
    if not found:
        return None
    _refuse_formula(found, what)
    return _in_range(_day_of(found, what), what)


def _day_of(found: str, what: str) -> date:
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ]00:00(:00)?)?", found, re.ASCII):
        return _real(int(iso[1]), int(iso[2]), int(iso[3]), found, what)
    if plain := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", found, re.ASCII):
        first, second, year = (int(part) for part in plain.groups())
        if first != second and first <= 12 and second <= 12:
            either = (f"{date(year, month, of):%-d %B}" for month, of in ((second, first), (first, second)))
            raise Wrong(
                f"The {what} {quoted(found)} can be {' or '.join(either)}. Write it like {year}-{second:02}-{first:02}."
            )
        return _real(year, second, first, found, what)
    if worded := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})", found, re.ASCII):
        word = worded[2].lower()
        if word in MONTHS or word in MONTH_WORDS:
            return _real(int(worded[3]), MONTHS[word[:3]], int(worded[1]), found, what)
    raise Wrong(f"The {what} {quoted(found)} is not a date like 2026-03-31, 31/03/2026 or 31 March 2026.")


def _real(year: int, month: int, of: int, found: str, what: str) -> date:
    try:
        return date(year, month, of)
    except ValueError:
        raise Wrong(
            f"The {what} {quoted(found)} is not a day of the calendar. Write it like 2026-03-31."
        ) from None


def _in_range(found: date, what: str) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Wrong(f"The {what} is in the year {found.year}. Write one from {FIRST_YEAR} to {LAST_YEAR}.")
    return found


def _bare(word: str) -> str:
    return re.sub(r"[\s-]", "", word.lower())


KNOWN_UNITS = {_bare(word): unit for unit, said in UNITS.items() for word in (unit.value, *said)}
UNIT_WORDS = ", ".join(said[0] for unit, said in UNITS.items() if unit.is_posted)


def counted_in(units: Iterable[Unit]) -> str:
    """``hours``, ``hours or weeks``: units as a sentence says in what something is counted."""
    return " or ".join(sorted(UNITS[unit][1] for unit in units))


def unit(cell: object) -> Unit | None:
    """What one unit of a value is, None where the cell is empty; raises Wrong for one that is not known."""
    found = text(cell)
    if not found:
        return None
    known = KNOWN_UNITS.get(_bare(found))
    if known is None:
        raise Wrong(f"The unit {quoted(found)} is not known. Write one of: {UNIT_WORDS}.")
    if not known.is_posted:
        raise Wrong(f"What is counted as {quoted(found)} {NOT_VALUED}.")
    return known
