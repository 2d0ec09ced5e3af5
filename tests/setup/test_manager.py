"""The whole program as a person starts it: once, twice at a time, cut off, taken over, and stopped."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from socialvalue.run.postgres import Cluster, wheel_binaries
from socialvalue.run.processes import MARK, carrying_mark
from tests.setup.running import Program, clean_up, gone_within

pytestmark = pytest.mark.setup


@pytest.fixture(scope="module")
def var(module_folder):
    """One folder for all starts of this module, so that the later ones find what the earlier ones left."""
    return module_folder / "var"


@pytest.fixture
def start(var):
    """Start the program; it is stopped after the test."""
    started = []

    def begin(**environment: str) -> Program:
        started.append(Program(var, **environment))
        return started[-1]

    yield begin
    for program in started:
        clean_up(program)


def test_it_starts_says_where_it_is_and_stops_within_three_seconds(start):
    program = start().ready()
    assert program.health() == 200
    address = program.state().address
    assert f"Ready at {address}" in program.said()
    assert re.search(r"\S+@\S+", program.said()), "no sign-in was printed"
    assert (program.places.run / "worker-ready").exists()

    second = start()
    assert second.ends() == 1
    assert f"It runs already at {address} (process {program.process.pid})" in second.said()
    assert program.health() == 200

    assert program.ask_to_stop(signal.SIGINT) < 3
    assert program.process.returncode == 0
    assert gone_within(program, 1)
    assert "Stopped." in program.said()


def leave_what_a_crash_leaves(program: Program, request: pytest.FixtureRequest) -> subprocess.Popen[bytes]:
    """Files cut off half way, a server and a worker without a manager, as where the kernel does not end them."""
    places = program.places
    (places.broker / "control" / "celery.exchange").write_text("")
    (places.broker / "queue" / "1_cut.celery.msg").write_text('{"bo')
    (places.broker / "queue" / "2_cut.celery.part").write_text('{"bo')
    (places.run / "beat-schedule.dat").write_text("half")
    (places.run / "worker-ready").touch()
    Cluster(places.database, places.log / "database.log", wheel_binaries()).start(lambda text: None)
    worker = subprocess.Popen(["sleep", "600"], env={**os.environ, MARK: str(places.var)})
    request.addfinalizer(worker.kill)
    return worker


def test_killed_hard_it_takes_its_children_along_and_the_next_start_takes_over(start, request):
    program = start().ready()
    before = program.rows()
    assert sum(before.values()) > 0
    assert len(program.left_running()) >= 4
    program.process.kill()
    program.process.wait()
    assert gone_within(program, 10), program.left_running()

    worker = leave_what_a_crash_leaves(program, request)
    again = start().ready()
    assert "Ended what an earlier start had left running." in again.said()
    assert "Took over the database from a start that was cut off." in again.said()
    assert worker.wait(5) == -signal.SIGTERM
    assert again.health() == 200
    assert again.rows() == before, "a second start changed something"
    assert not (again.places.broker / "queue" / "1_cut.celery.msg").exists()
    assert not (again.places.broker / "queue" / "2_cut.celery.part").exists()
    assert again.ask_to_stop(signal.SIGTERM) < 3
    assert gone_within(again, 1)


def test_a_part_that_dies_is_named_with_its_last_lines_and_everything_stops(start):
    program = start().ready()
    workers = [
        pid
        for pid in carrying_mark(str(program.places.var))
        if b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes() and os.getsid(pid) == pid
    ]
    assert len(workers) == 1
    os.kill(workers[0], signal.SIGKILL)
    assert program.ends() == 1
    assert "The worker ended by itself (killed by SIGKILL), so everything is stopped." in program.said()
    assert "worker.log:\n    " in program.said()
    assert gone_within(program, 2)


def test_a_port_that_is_taken_is_refused_before_anything_starts(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        program = start(PORT=str(port))
        assert program.ends() == 1
    assert f"Port {port} is taken by another program" in program.said()
    assert gone_within(program, 1)


def test_it_can_be_stopped_while_it_prepares(start):
    program = start()
    while "Preparing" not in program.said():
        assert program.process.poll() is None, program.said()
    assert program.ask_to_stop(signal.SIGINT) < 3
    assert gone_within(program, 1)
