"""Whether the ledger is sound, asked anew only where it, or what its accounts name, is not as it was when it was found so."""

from django.db import connection

from procurement.ledger.management.commands.check_ledger import check

LEDGER = ("ledger_posting", "ledger_entry", "ledger_account", "ledger_head")
NAMED = ("organisations_council", "organisations_servicearea", "measures_measure", "policies_outcome")
EMPTY = " and ".join(f"not exists(select from {table})" for table in LEDGER)
ROWS = " || ' ' || ".join(
    f"(select format('%s:%s', count(*), sum(hashtextextended(t::text, 0)::numeric)) from {table} t)"
    for table in (*LEDGER, *NAMED)
)
_sound: set[str] = set()


def unsound() -> list[str]:
    """What is wrong with the ledger, in plain sentences. Nothing is wrong with an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(f"select case when {EMPTY} then '' else {ROWS} end")
        rows = cursor.fetchone()[0]
    if rows == "" or rows in _sound:
        return []
    found = check()
    if not found:
        _sound.add(rows)
    return found
