"""A town in which everything is called by a name that a browser, a template or a spreadsheet might take for an order."""

from dataclasses import dataclass

from tests.world.frameworks import invented_council
from tests.world.standing import World, build_one

NAME = "<script>alert(1)</script>{{7*7}}"
FILE = "<img src=x onerror=alert(1)>{{7*7}}"  # the name of a file cannot hold a slash


@dataclass(frozen=True)
class Hostile:
    """Every word is the same."""

    whose: str = ""

    def __call__(self, what: str) -> str:
        return FILE if what.endswith("file") else NAME


def hostile_world() -> World:
    """One council, its policy, its people, two suppliers and all that they write, all of the same name."""
    return build_one(Hostile, council=lambda: invented_council(Hostile()))
