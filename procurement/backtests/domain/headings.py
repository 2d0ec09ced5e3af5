"""The columns of a register of contracts, and the headings under which councils and portals publish them.

The first list is the order of the Local Government Transparency Code 2015, paragraphs 31 and 32; the headings after it
are those of exports from contracts registers and of Contracts Finder. A heading is compared without case, spaces and signs.
"""

import re
from collections.abc import Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "reference number", "contract reference", "contract id", "id", "ocid"),
    "title": ("title", "contract title", "title of agreement", "agreement title", "name"),
    "service_area": (
        "department",
        "department responsible",
        "service area",
        "directorate",
        "service",
        "organisation",
    ),
    "supplier": ("supplier", "supplier name", "supplier name and details", "awarded supplier", "contractor"),
    "size": ("sme", "size", "supplier size", "sme or vcse", "awarded to sme", "small or medium sized"),
    "value": (
        "value",
        "sum",
        "sum to be paid",
        "contract value",
        "awarded value",
        "total value",
        "value excluding vat",
    ),
    "vat": ("vat rate", "vat"),
    "type": ("type", "contract type", "what was bought"),
    "route": (
        "route",
        "procurement route",
        "process type",
        "itt or quote",
        "invitation to tender or quotation",
    ),
    "cpv": ("cpv", "cpv code", "cpv codes"),
    "commenced": (
        "commenced",
        "commenced on",
        "published date",
        "date published",
        "awarded date",
        "award date",
    ),
    "starts": ("start", "start date", "starts", "contract start date"),
    "ends": ("end", "end date", "ends", "contract end date"),
}
NEEDED = ("title", "value")


def _bare(heading: object) -> str:
    return re.sub(r"[^a-z]", "", str(heading or "").lower())


KNOWN = {
    _bare(name): (column, place) for column, names in COLUMNS.items() for place, name in enumerate(names)
}


def columns_of(headings: Sequence[object]) -> dict[str, int]:
    """Which column of the file holds what; where several do, the one whose heading is named first above.

    ``{"title": 1, "value": 10}``; columns under other headings are left out.
    """
    found: dict[str, tuple[int, int]] = {}
    for at, heading in enumerate(headings):
        column, place = KNOWN.get(_bare(heading), ("", 0))
        if column and (column not in found or place < found[column][0]):
            found[column] = (place, at)
    return {column: at for column, (_, at) in found.items()}


def missing(found: dict[str, int]) -> list[str]:
    """The columns without which nothing can be judged and that the file does not have."""
    return [column for column in NEEDED if column not in found]
