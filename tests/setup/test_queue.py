"""The queue with a real worker: nothing that was asked for is lost when the worker is killed.

On the folder queue by default, on Redis where ``REDIS_URL`` names one.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from socialvalue import clock
from socialvalue.jobs.models import Job
from socialvalue.run import servers
from socialvalue.run.places import ROOT, Places
from socialvalue.run.processes import Child, Spawn, last_lines, stop
from socialvalue.run.state import WORKER_READY
from tests.factories import councils as make

pytestmark = [pytest.mark.setup, pytest.mark.services, pytest.mark.django_db(transaction=True)]

JOBS = 20


def broker() -> str:
    """The folder queue, or the Redis that is given, in a database of it for each process that runs tests at once."""
    if not (given := os.environ.get("REDIS_URL")):
        return "filesystem://"
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 15
    return urlsplit(given)._replace(path=f"/{number + 1}").geturl()


class Queue:
    """A worker and its queue on the tests' database."""

    def __init__(self, places: Places) -> None:
        places.make()
        self.places = places
        self.ready = places.run / "worker-ready"
        self.notes = places.var / "notes.txt"
        self.children: list[Child] = []
        given = urlsplit(os.environ["DATABASE_URL"])
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "socialvalue.settings",
            "DATABASE_URL": given._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
            "BROKER_URL": broker(),
            "VAR_DIR": str(places.var),
            "SECRET_KEY": "only-for-tests-" + "x" * 40,
            "NOTES": str(self.notes),
            WORKER_READY: str(self.ready),
        }

    def start_worker(self) -> Child:
        """A worker as ``bin/run`` starts it, with the tests' work; returns once it takes work."""
        self.ready.unlink(missing_ok=True)
        command = [*servers.worker(), "--include", "socialvalue.run.ready,tests.setup.queue_work"]
        log = self.places.log / "worker.log"
        child = Spawn("worker", command, self.environment, folder=ROOT, log=log).start()
        self.children.append(child)
        self.wait_for(self.ready.exists)
        return child

    def run(self, *command: str) -> None:
        """Another process that sends something to the queue."""
        subprocess.run(
            [sys.executable, "-m", *command], env=self.environment, cwd=ROOT, check=True, timeout=120
        )

    def wait_for(self, answer, seconds: float = 90) -> None:
        """Wait for ``answer()``, or show what the worker said."""
        deadline = time.monotonic() + seconds
        while not answer():
            assert time.monotonic() < deadline, last_lines(self.places.log / "worker.log", 40)
            time.sleep(0.05)

    def done(self) -> int:
        """How many jobs are done."""
        return Job.objects.filter(state=Job.State.DONE).count()


@pytest.fixture
def queue(folder):
    """A queue of its own; its worker is stopped after the test."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        assert os.environ.get("REDIS_URL"), "REQUIRE_SERVICES=1 needs REDIS_URL"
    made = Queue(Places(folder))
    if made.environment["BROKER_URL"] != "filesystem://":
        made.run("celery", "-A", "socialvalue", "purge", "-f", "-Q", "sweep,celery")
    yield made
    stop(made.children, patience=0.1)


def test_no_job_is_lost_when_its_worker_is_killed(queue):
    council = make.rotherham()
    worker = queue.start_worker()
    queue.run("tests.setup.queue_work", str(council.pk), str(JOBS))
    queue.wait_for(lambda: queue.done() >= 4)
    worker.kill_group()
    worker.process.wait()
    assert queue.done() < JOBS, "the worker was faster than the test"

    queue.start_worker()
    # As if the time had passed after which a job without a sign of life counts as lost.
    long_ago = clock.real_now() - timedelta(hours=1)
    Job.objects.filter(state=Job.State.RUNNING).update(alive_at=long_ago)
    Job.objects.filter(state=Job.State.QUEUED).update(sent_at=long_ago)
    queue.run("celery", "-A", "socialvalue", "call", "jobs.sweep", "--queue", "sweep")
    queue.wait_for(lambda: queue.done() == JOBS)

    notes = Counter(queue.notes.read_text().split())
    assert set(notes) == {str(pk) for pk in Job.objects.values_list("pk", flat=True)}
    assert sum(notes.values()) <= JOBS + 2, "more was done twice than two processes had in hand"


def test_a_backlog_does_not_keep_the_sweep_waiting(queue):
    council = make.rotherham()
    queue.run("tests.setup.queue_work", str(council.pk), str(JOBS))
    lost = Job.objects.order_by("pk").last()
    Job.objects.filter(pk=lost.pk).update(sent_at=clock.real_now() - timedelta(hours=1))
    queue.run("celery", "-A", "socialvalue", "call", "jobs.sweep", "--queue", "sweep")
    queue.start_worker()
    queue.wait_for(lambda: "jobs.sweep" in (queue.places.log / "worker.log").read_text())
    assert queue.done() < JOBS
    queue.wait_for(lambda: queue.done() == JOBS)
    assert len(queue.notes.read_text().split()) == JOBS, "a second message did a job twice"
