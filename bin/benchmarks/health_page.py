"""One small page through every middleware, beside the question to the database that it asks."""

from django.db import connection
from django.test import Client

CLIENT = Client(headers={"host": "127.0.0.1"})


def work() -> int:
    """The page's one row, as its status says."""
    return CLIENT.get("/health/").status_code // 200


def floor() -> int:
    """The same row, asked for without a page."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return cursor.fetchone()[0]
