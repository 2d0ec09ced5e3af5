"""The world as a whole: built once in a process, and copied back by the database whenever it is wanted again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import mail
from django.db import transaction
from django.test import Client, TestCase

from councils.organisations.models import Council
from councils.people import services as people
from councils.people.models import User
from councils.people.queries import actor_for
from socialvalue.access.domain import Actor, Role
from tests.factories.councils import staff
from tests.world import time
from tests.world.delivery import Delivery
from tests.world.frameworks import invented_council, real_council
from tests.world.people import Firm, Say, firm
from tests.world.rows import copy_in, copy_out, count_anew, settle
from tests.world.town import Town

# Words that stand on no page but where somebody put them.
HERE, THERE, ALPHA, BETA = "Alder", "Birch", "Cedar", "Damson"


@dataclass
class World:
    """Two towns: ``here`` is the one whose people look, ``there`` the one of which they must not see a word.

    ``alpha`` wins here and loses there, ``beta`` the other way round. ``outsider`` belongs to nobody, ``of_two`` is a
    commissioner here and a member of ``alpha``. ``mail`` is every letter that was sent.
    """

    here: Town
    there: Town
    alpha: Firm
    beta: Firm
    outsider: Actor
    of_two: User
    mail: list

    def actors(self) -> dict[str, Actor | None]:
        """Everybody who looks at pages, by the word that the access table uses; None is anybody not signed in."""
        return {
            **vars(self.here.staff),
            "member": self.alpha.member,
            "supplier_admin": self.alpha.administrator,
            "rival": self.beta.member,
            "outsider": self.outsider,
            "anonymous": None,
        }


def signed_in(actor: Actor | None, **more) -> Client:
    """A new browser in which ``actor`` has signed in."""
    client = Client(**more)
    if actor is not None:
        client.force_login(User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend")
    return client


@dataclass(frozen=True)
class Plain:
    """Words by which a page tells of which town, or which firm, it speaks."""

    whose: str

    def __call__(self, what: str) -> str:
        return f"{self.whose} {what}"


def build(say: Callable[[str], Say], before: Callable[[Council, str], None] | None = None) -> World:
    """Two towns; ``say`` makes the words of each party: here, there, alpha, beta. ``before`` is done to each council
    before its first tender."""
    alpha, beta = firm(say(ALPHA)), firm(say(BETA))
    with TestCase.captureOnCommitCallbacks(execute=True):
        councils = {HERE: real_council(), THERE: invented_council(say(THERE))}
        for whose, council in councils.items() if before else ():
            time.at(time.START)
            before(council, whose)
        here = _delivering(Town(councils[HERE], say(HERE), alpha, beta))
        there = _delivering(Town(councils[THERE], say(THERE), beta, alpha))
    return _with_strangers(here, there, alpha, beta)


def build_one(say: Callable[[str], Say], *, council: Callable[[], Council]) -> World:
    """One town, which is ``there`` too, where another is not needed."""
    alpha, beta = firm(say(ALPHA)), firm(say(BETA))
    with TestCase.captureOnCommitCallbacks(execute=True):
        here = _delivering(Town(council(), say(HERE), alpha, beta))
    return _with_strangers(here, here, alpha, beta)


def _delivering(town: Town) -> Town:
    town.delivery = Delivery(town)
    return town


def _with_strangers(here: Town, there: Town, alpha: Firm, beta: Firm) -> World:
    outsider = actor_for(User.objects.create_user("outsider@nowhere.example", "An outsider"))[0]
    return World(here, there, alpha, beta, outsider, _of_two(here, alpha), list(mail.outbox))


def _of_two(town: Town, of: Firm) -> User:
    actor = staff(town.council, Role.COMMISSIONER, name="Somebody with two desks")
    user = User.objects.get(pk=actor.user_id)
    people.add_supplier_member(
        supplier=of.supplier, email_address=user.email, name=user.name, role=Role.SUPPLIER_MEMBER, by=actor
    )
    return user


def the_world() -> World:
    """Two councils, the first with its real policy, whose words tell whose they are."""
    return build(Plain)


@dataclass
class Kept:
    """A world with the rows of every table, as PostgreSQL copies them."""

    world: World
    rows: dict[str, bytes]


_kept: dict[str, Kept] = {}


def stand(make: Callable[[], World]) -> World:
    """Put the world that ``make`` builds into the database, inside the caller's transaction; built once a process."""
    name = make.__qualname__
    if name in _kept:
        copy_in(_kept[name].rows)
    else:
        world = make()
        _kept[name] = Kept(world, copy_out())
    settle()
    count_anew()
    return _kept[name].world


@contextmanager
def standing(blocker, make: Callable[[], World]) -> Iterator[World]:
    """The world for all tests of a folder, in one transaction that is rolled back when the last has run; each test
    has a savepoint of its own in it."""
    with blocker.unblock(), transaction.atomic():
        yield stand(make)
        time.clock.reset()
        transaction.set_rollback(True)
