"""Looking into JSON that anybody may have written: what has the wrong type is as good as missing, nothing raises."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
YEARS = range(1990, 2200)
NOT_SHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})  # control, half characters, private and unassigned ones
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they reorder what is read
MOST = Decimal(10**30)  # far above every amount that is taken
LONGEST_RAW = 60_000  # characters of a text that are looked at; a description is a few thousand


def inside(node: Any, *keys: str) -> Any:
    """What stands at ``keys`` inside nested objects, or None."""
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def items(node: Any, *keys: str) -> Iterator[dict[str, Any]]:
    """The objects of the list at ``keys``; whatever else stands there is passed over."""
    found = inside(node, *keys) if keys else node
    if isinstance(found, list):
        yield from (item for item in found if isinstance(item, dict))


def words(node: Any, *keys: str) -> set[str]:
    """The strings of the list at ``keys``."""
    found = inside(node, *keys)
    return {item for item in found if isinstance(item, str)} if isinstance(found, list) else set()


def text(value: Any, most: int, lines: bool = False) -> str:
    """A clean text of at most ``most`` characters: entities as characters, no control characters, single spaces.

    ``lines`` keeps line breaks. What is longer is cut and ends in an ellipsis; what is no string is empty.
    """
    if not isinstance(value, str):
        return ""
    plain = html.unescape(value[:LONGEST_RAW]).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c if c == "\n" or _is_shown(c) else " " for c in plain)
    if lines:
        kept = "\n".join(" ".join(line.split()) for line in kept.split("\n"))
        kept = re.sub(r"\n{3,}", "\n\n", kept).strip()
    else:
        kept = " ".join(kept.split())
    return kept if len(kept) <= most else f"{kept[: most - 1].rstrip()}…"


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in NOT_SHOWN and character not in TURNING


def package_in(text: str) -> Any:
    """The JSON of a text, whatever it is, with every fraction exact as it was written; raises ValueError."""
    return json.loads(text, parse_float=_exact)


def _exact(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def number(value: Any) -> Decimal | None:
    """A finite JSON number, exact as it was written; None for anything else, truth values and texts included."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return Decimal(value) if -MOST < value < MOST else MOST


def moment(value: Any) -> datetime | None:
    """A moment in UTC from an ISO date and time; one without a zone is taken as UTC."""
    if not isinstance(value, str) or not 10 <= len(value) <= 40:
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    if read.year not in YEARS:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def day(value: Any) -> date | None:
    """The day in London of an ISO date, or of a date and time."""
    if isinstance(value, str) and len(value) == 10:
        try:
            read = date.fromisoformat(value)
        except ValueError:
            return None
        return read if read.year in YEARS else None
    found = moment(value)
    return found.astimezone(LONDON).date() if found else None
