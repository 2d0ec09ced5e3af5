"""Codes of the Common Procurement Vocabulary: eight digits, from the division (the first two) down, and a check digit."""

import re

LENGTH = 8
DIVISION = 2  # digits: no code stands above its division, so 80000000 is “80” and never “8”
_CODE = re.compile(r"^([0-9]{2,8})(-[0-9])?$")


def digits(given: str) -> str:
    """The digits of a code without its check digit; empty for what is no code (a category of the council's own)."""
    found = _CODE.match(given)
    return found[1] if found else ""


def stem(code: str) -> str:
    """The digits that every code below ``code`` begins with: ``773`` for 77300000, ``80`` for 80000000."""
    return code[:DIVISION] + code[DIVISION:].rstrip("0")


def covers(category: str, given: str) -> bool:
    """Whether ``category`` of a rule holds for a procurement's ``given`` one; a code covers itself and all below it."""
    above, below = digits(category), digits(given)
    return below.startswith(stem(above)) if above else category == given
