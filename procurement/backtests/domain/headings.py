"""The columns of a register of contracts, and the headings under which councils and portals publish them.

The first list is the order of the Local Government Transparency Code 2015, paragraphs 31 and 32; the headings after it
are those of exports from contracts registers and of Contracts Finder. A heading is compared without case, spaces and signs.
"""

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
