"""Looking at pages as everybody in the world, without leaving a trace in the database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from councils.people.queries import actor_for
from socialvalue.access.domain import Actor
from tests.world.standing import World, signed_in
from tests.world.town import Town

PLUMBING = {"django_session"}


@contextmanager
def leaving_no_trace() -> Iterator[None]:
    """What is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> list[tuple]:
    """What stands in every table but that of sessions, so small that any change shows: name, rows, sum."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - PLUMBING)
    parts = (
        f"select '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from \"{table}\" t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts))
        return sorted(cursor.fetchall())


class Browsers:
    """A browser for each of the world's people: they sign in once, and each request starts from there."""

    def __init__(self, world: World) -> None:
        self.actors: Mapping[str, Actor | None] = world.actors() | {"of_two": actor_for(world.of_two)[0]}
        self._cookies = {who: signed_in(actor).cookies for who, actor in self.actors.items()}
        self.untouched = fingerprint()  # of the rows from which every test of a folder starts

    def of(self, who: str, **more) -> Client:
        """A browser in which ``who`` has signed in."""
        client = Client(**more)
        for name, morsel in self._cookies[who].items():
            client.cookies[name] = morsel.value
        return client


def _writes() -> int:
    """How many rows this transaction has written so far, as PostgreSQL counts them, also those taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables"
            " where not relname = any(%s)",
            [list(PLUMBING)],
        )
        return cursor.fetchone()[0]


class Watch:
    """Tells in which tables something was written since everybody signed in, of what still stands there."""

    def __init__(self, browsers: Browsers) -> None:
        self.before = browsers.untouched
        self.begin()

    def begin(self) -> None:
        """Count from here."""
        self.count = _writes()

    def written(self) -> list[str]:
        """The tables whose rows are not what they were at first; quick where nothing was written since ``begin``."""
        if _writes() == self.count:
            return []
        return [now[0] for then, now in zip(self.before, fingerprint(), strict=True) if then != now]


def value_of(town: Town, word: str):
    """What a word of the table names: ``'quality'`` is itself, ``opened.uid`` is looked up in the town."""
    if word.startswith("'"):
        return word.strip("'")
    found = town
    for part in word.split("."):
        found = getattr(found, part)
    return found


def address(name: str, words: str, town: Town) -> str:
    """The address of a URL by its name, with the arguments that ``words`` name; ``?`` starts a query."""
    words, _, query = words.partition("?")
    path = reverse(name, args=[value_of(town, word) for word in words.split()])
    return f"{path}?{query.strip()}" if query else path
