"""What is wrong with a page, a mail or a file in which the hostile names stand."""

import html
import re

from tests.world.hostile import FILE, NAME

PRINTED = tuple(html.escape(word) for word in (NAME, FILE))
ORDER = re.compile(r"alert\(1\)")
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def wrong_in_page(source: str) -> list[str]:
    """Everything in a page's source that is not the name as it is."""
    found = []
    if NAME in source or "<img src=x" in source:
        found.append(f"not escaped: {_around(source, NAME if NAME in source else '<img src=x')}")
    if "&amp;lt;script" in source or "&amp;lt;img" in source:
        found.append(f"escaped twice: {_around(source, '&amp;lt;')}")
    known = {place + word.index("alert(1)") for word in PRINTED for place in _places(source, word)}
    for match in ORDER.finditer(source):
        if match.start() not in known and not found:
            found.append(f"changed: {source[max(0, match.start() - 60) : match.end() + 60]!r}")
    return found


def wrong_in_text(text: str) -> list[str]:
    """The same for plain text, in which nothing is escaped."""
    if "&lt;" in text or "&#x27;" in text or "&amp;" in text:
        return [f"escaped for a page: {_around(text, '&')}"]
    rest = text.replace(NAME, "").replace(FILE, "")
    return [f"changed: {_around(rest, 'alert(1)')}"] if "alert(1)" in rest else []


def unsafe_cells(rows: list[list[str]]) -> list[str]:
    """Cells that a spreadsheet would run."""
    return [cell for row in rows for cell in row if cell.startswith(BEGINNINGS)]


def _places(source: str, word: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(word), source)]


def _around(source: str, word: str) -> str:
    at = source.index(word)
    return repr(source[max(0, at - 80) : at + 80])
