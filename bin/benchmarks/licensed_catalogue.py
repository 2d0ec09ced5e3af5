"""A catalogue of 300 measures with 10 editions uploaded, checked and loaded, beside writing its 3,000 rows and no more."""

import itertools
from datetime import date

from _ready import READY
from django.db import transaction

from measures import services
from measures.models import LicensedTable, LicensedValue
from socialvalue.access.domain import Role
from tests.factories.councils import staff
from tests.factories.licensed import loaded_table
from tests.ledger.builders import new_world

MEASURES, EDITIONS = range(1, 301), range(2017, 2027)
_numbers = itertools.count(1)

assert READY and services
# Never committed: the end of the process takes all of it back.
transaction.atomic().__enter__()
WORLD = new_world("Benchham")
LEAD = staff(WORLD.council, Role.PROCUREMENT_LEAD)
ROWS = [f"R{measure},{measure}.25,hour,{year},{year}-04-01" for measure in MEASURES for year in EDITIONS]
FILE = "\n".join(["Reference,Value,Unit,Edition,Valid from", *ROWS])


def work() -> int:
    """The number of values that are in use; a new method each time."""
    table = loaded_table(LEAD, FILE, method_name=f"Method {next(_numbers)}")
    return table.values.count()


def floor() -> int:
    """The number of rows that are written."""
    table = LicensedTable.objects.filter(council=WORLD.council).first()
    rows = [
        LicensedValue(
            council=WORLD.council, table=table, row=10_000 + next(_numbers), reference=f"R{measure}", reference_key=f"r{measure}-{next(_numbers)}",
            edition=str(year), valid_from=date(year, 4, 1), unit="hour", worth="1.25", licence="Invented",
        )
        for measure in MEASURES for year in EDITIONS
    ]  # fmt: skip
    return len(LicensedValue.objects.bulk_create(rows, batch_size=1000))
