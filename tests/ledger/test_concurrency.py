"""Many at once against a real PostgreSQL: no gap, no duplicate, and nothing verified that is not reported."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from procurement.ledger import queries, services
from procurement.ledger.domain.lines import Source
from procurement.ledger.models import Entry, Head, Posting
from socialvalue.access.domain import Actor, Refusal, Stale
from tests.ledger.builders import LINE, QUARTERS, counted, new_world, statement

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


class ForcedRollback(Exception):
    """Undoes a transaction on purpose."""


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of ``works`` returned or was refused, all started at one moment, each on a connection of its own."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return work()
        except (Refusal, Stale) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        running = [pool.submit(run, work) for work in works]
    return [each.result() for each in running]


def test_eight_writers_with_forced_rollbacks_leave_no_gap():
    world = new_world()
    accounts = [world.account() for _ in range(THREADS)]
    rounds, undone = 12, 3

    def work(number: int) -> Callable[[], int]:
        def run() -> int:
            kept = 0
            for turn in range(rounds):
                try:
                    with transaction.atomic():
                        services.report(
                            statements=[statement(accounts[number], "1", line=number * 1000 + turn)],
                            by=world.member,
                        )
                        if turn % undone == number % undone:
                            raise ForcedRollback
                    kept += 1
                except ForcedRollback:
                    continue
            return kept

        return run

    kept = sum(at_once(*(work(number) for number in range(THREADS))))
    numbers = list(Posting.objects.order_by("seq").values_list("seq", flat=True))
    assert 0 < kept < THREADS * rounds
    assert numbers == list(range(1, kept + 1))
    assert Head.objects.get().seq == kept


def test_a_reader_never_sees_a_hole():
    world = new_world()
    accounts = [world.account() for _ in range(4)]
    system = Actor.system(world.council.pk)
    done = threading.Event()
    holes = []

    def write(number: int) -> Callable[[], None]:
        def run() -> None:
            for turn in range(15):
                with transaction.atomic():
                    services.report(
                        statements=[statement(accounts[number], "1", line=number * 1000 + turn)],
                        by=world.member,
                    )

        return run

    def read() -> None:
        while not done.wait(0.002):
            seen = list(Posting.objects.order_by("seq").values_list("seq", flat=True))
            if seen != list(range(1, len(seen) + 1)):
                holes.append(seen)
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    at_once(*(write(number) for number in range(4)))
    done.set()
    reader.join()
    assert holes == []
    assert queries.head_seq(system) == 60


def test_the_same_submission_eight_times_at_once_is_posted_once():
    world = new_world()
    account = world.account()
    results = at_once(*(lambda: world.report(account, "3", line=1) for _ in range(THREADS)))
    assert sorted(len(result) for result in results) == [0] * (THREADS - 1) + [1]
    assert Posting.objects.count() == 1


def test_the_same_verification_eight_times_at_once_is_posted_once():
    world = new_world()
    account = world.account()
    world.report(account, "3", line=1)
    results = at_once(*(lambda: world.verify(account, "2", line=1) for _ in range(THREADS)))
    assert len({posting.pk for posting in results}) == 1
    assert Posting.objects.count() == 2


def test_the_same_signature_eight_times_at_once_is_posted_once():
    world = new_world()
    account = world.account()
    results = at_once(*(lambda: world.commit(account, "1", "2") for _ in range(THREADS)))
    assert len({posting.pk for posting in results}) == 1
    assert Entry.objects.count() == 2


def test_a_verification_and_a_resubmission_at_once_leave_nothing_verified_that_is_not_reported():
    world = new_world()
    account = world.account()
    outcomes = Counter()
    for line in range(1, 11):
        world.report(account, "5", line=line)
        verified, resubmitted = at_once(
            lambda line=line: world.verify(account, "5", line=line),
            lambda line=line: world.report(account, "2", line=line, revision=2),
        )
        outcomes[type(verified).__name__] += 1
        assert not isinstance(resubmitted, Exception)
    balance = queries.balance(
        Actor.system(world.council.pk), commitment_id=account.commitment_id, period=QUARTERS[0]
    )
    assert (balance.reported, balance.verified) == (Decimal(20), None)
    assert outcomes.keys() <= {"Posting", "Stale"}


def test_lines_named_in_any_order_never_wait_for_each_other_for_ever():
    world = new_world()
    accounts = [world.account() for _ in range(6)]
    shuffle = random.Random(7)

    def submit(revision: int) -> Callable[[], object]:
        lines = [
            statement(account, f"{revision}", line=n, revision=revision) for n, account in enumerate(accounts)
        ]
        shuffle.shuffle(lines)

        def run() -> object:
            with transaction.atomic():
                return services.report(statements=lines, by=world.member)

        return run

    def send_back() -> object:
        with transaction.atomic():
            return services.send_back(source=Source(LINE, 3, 1), reason="", by=world.manager)

    results = at_once(*(submit(revision) for revision in range(1, THREADS)), send_back)
    last = max(revision for revision, done in enumerate(results[:-1], 1) if not isinstance(done, Exception))
    standing = queries.balances(Actor.system(world.council.pk))
    assert {balance.reported for balance in standing.values()} == {Decimal(last)}
    assert last == THREADS - 1


def test_councils_do_not_wait_for_each_other():
    one, two = new_world(), new_world("Otherham")
    mine, theirs = one.account(), two.account()
    with transaction.atomic():
        services.commit(source=Source("contracts.contract", 1, 1), lines=[counted(mine, "1")], by=one.lead)
        (done,) = at_once(lambda: two.commit(theirs, "1"))
    assert done.seq == 1
