"""What waits for somebody: one line on a home page, with one link."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """Something to do: what, where, by when, and whose turn it is (``mine`` or somebody else's, named in ``whose``)."""

    title: str
    url: str
    hint: str = ""
    due_on: date | None = None
    since: date | None = None
    mine: bool = True
    whose: str = ""
    is_late: bool = False
