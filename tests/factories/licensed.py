"""Tables of licensed values by state. Every amount in them is invented: no licensed table is copied here."""

from datetime import date
from typing import Any

from measures import queries, services
from measures.models import LicensedTable
from socialvalue.access.domain import Actor


def uploaded_table(by: Actor, content: str | bytes, **told: Any) -> LicensedTable:
    """A file that was checked; ``content`` is CSV."""
    given = {
        "file_name": "values.csv",
        "content": content.encode() if isinstance(content, str) else content,
        "method_name": "National TOMs",
        "net": False,
        "price_year": "",
        "shown_to": "council",
        "edition": "2026",
        "begins": date(2026, 4, 1),
        "licence": "Licence 7 of the council (invented)",
        **told,
    }
    return services.upload_licensed(**given, by=by)


def loaded_table(by: Actor, content: str | bytes, *, with_unknown: bool = True, **told: Any) -> LicensedTable:
    """A file whose good rows are in use."""
    table = uploaded_table(by, content, **told)
    services.load_licensed(table=table, with_unknown=with_unknown, version=table.version, by=by)
    return queries.licensed_table(by, table.uid)
