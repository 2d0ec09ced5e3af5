"""A move takes a record from one status to another; the buttons on a page and the posts they make are one table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """One way for a status to change.

    ``permission`` names who may; ``label`` is the button; ``consequence`` is said before the button is pressed.
    """

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    label: str
    consequence: str = ""


def move(
    name: str, sources: Iterable[str], target: str, permission: str, label: str, consequence: str = ""
) -> Move:
    """A move, written in one line of an app's table."""
    return Move(name, frozenset(sources), target, permission, label, consequence)
