"""The rows of a world as the database holds them: copied out, put back, counted, and written past the rules."""

import io

from django.apps import apps
from django.db import connection

OF_DJANGO = {"contenttypes", "auth"}  # rows that migrations make
GUARDED = "select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal"


def _tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OF_DJANGO
    ]


def copy_out() -> dict[str, bytes]:
    """The rows of every table, as PostgreSQL copies them."""
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            held = io.BytesIO()
            cursor.cursor.copy_expert(f'copy "{table}" to stdout', held)
            rows[table] = held.getvalue()
    return rows


def copy_in(rows: dict[str, bytes]) -> None:
    """The rows as they were; triggers that keep history unchanged have nothing to say while it is put back."""
    with connection.cursor() as cursor:
        guarded = unguard()
        cursor.execute("set constraints all deferred")
        for table, content in rows.items():
            if content:
                cursor.cursor.copy_expert(f'copy "{table}" from stdin', io.BytesIO(content))
        settle()
        for table in guarded:
            cursor.execute(f"alter table {table} enable trigger user")


def settle() -> None:
    """Ask now what else is asked when the transaction ends: of rows that many tests start from it would be asked again
    at the end of each of them."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def unguard() -> list[str]:
    """Take away, until this transaction is rolled back, the triggers that guard history; the tables that had any."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(GUARDED)
        guarded = [table for (table,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"alter table {table} disable trigger user")
    return guarded


def count_anew() -> None:
    """Let PostgreSQL count the rows, as it does by itself where they are committed: it guesses how to find them by
    their number, and a wrong guess has made a question of a millisecond last a quarter of an hour."""
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(_tables())}")
