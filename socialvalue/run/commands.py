"""Runs one command on a database of ours: tests, Django's command line, benchmarks, checks against servers."""

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from socialvalue.run.environment import for_program, given_database, on_database
from socialvalue.run.manager import say
from socialvalue.run.places import ROOT, CannotStart, Places
from socialvalue.run.postgres import (
    FAST_AND_FORGETFUL,
    Cluster,
    installed_binaries,
    wheel_binaries,
)
from socialvalue.run.processes import Child, Spawn, last_lines, stop
from socialvalue.run.state import State, Taken, lock

# Debian's packages make this user; when we are root, their PostgreSQL runs as it.
SERVICES_USER = "postgres"


def on_program_database(places: Places, command: Sequence[str]) -> int:
    """Run ``command`` on the database of ``bin/run``: the running one, otherwise started for as long as it takes."""
    places.make()
    if url := given_database():
        return _run(command, for_program(places, database_url=url, address="http://127.0.0.1:8000"))
    try:
        with lock(places.run / "lock"):
            cluster = Cluster(places.database, places.log / "database.log", wheel_binaries())
            with _serving(cluster):
                return _run(
                    command, for_program(places, database_url=cluster.url, address="http://127.0.0.1:8000")
                )
    except Taken:
        state = State.read(places.run / "state.json")
        if not state or not state.address:
            raise CannotStart("bin/run is still starting. Try again in a moment.") from None
        return _run(
            command, for_program(places, database_url=state.database_url, address=state.address.rstrip("/"))
        )


def tests(places: Places, arguments: Sequence[str]) -> int:
    """Run pytest on the tests' cluster; its exit code."""
    return on_test_cluster(places, [sys.executable, "-m", "pytest", *_workers(arguments), *arguments])


def on_test_cluster(places: Places, command: Sequence[str]) -> int:
    """Run ``command`` on a cluster beside that of ``bin/run``, unless ``DATABASE_URL`` names a server.

    The cluster stays in ``var/test`` for the next time; what the command leaves in temporary folders is removed.
    """
    with tempfile.TemporaryDirectory(prefix="socialvalue-tests-", ignore_cleanup_errors=True) as folder:
        if url := given_database():
            return _run(command, {**on_database(url), "TMPDIR": folder})
        places = Places(places.var / "test")
        places.make()
        try:
            with lock(places.run / "lock"):
                log = places.log / "database.log"
                cluster = Cluster(places.database, log, wheel_binaries(), options=FAST_AND_FORGETFUL)
                with _serving(cluster):
                    return _run(command, {**on_database(cluster.url), "TMPDIR": folder})
        except Taken:
            raise CannotStart(
                "Another bin/test or bin/bench runs in this folder. Wait for it, or stop it."
            ) from None


def with_services(command: Sequence[str]) -> int:
    """Run ``command`` with a PostgreSQL and a Redis of its own, from the machine's packages, in a folder that goes."""
    redis_server = shutil.which("redis-server")
    if redis_server is None:
        raise CannotStart("No Redis server is installed. Install the package redis-server.")
    with tempfile.TemporaryDirectory(prefix="socialvalue-services-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster = Cluster(
            folder / "pg",
            folder / "database.log",
            installed_binaries(),
            options=("fsync=off", "max_connections=200"),
            system_user=SERVICES_USER,
        )
        with _serving(cluster), _serving_redis(redis_server, folder) as redis_url:
            environment = {**on_database(cluster.url), "REDIS_URL": redis_url, "REQUIRE_SERVICES": "1"}
            return _run(command, environment)


def _workers(arguments: Sequence[str]) -> list[str]:
    if any(
        argument.startswith(("-n", "--numprocesses", "--pdb")) or "no:xdist" in argument
        for argument in arguments
    ):
        return []
    return ["-n", str(len(os.sched_getaffinity(0)))]


@contextmanager
def _serving(cluster: Cluster) -> Iterator[None]:
    child = cluster.start(say)
    try:
        yield
    finally:
        stop([child], patience=10)


@contextmanager
def _serving_redis(program: str, folder: Path) -> Iterator[str]:
    port = _free_port()
    log = folder / "redis.log"
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    child = Spawn("redis", command, os.environ, folder=folder, log=log).start()
    try:
        _wait_for_redis(child, port, log)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        stop([child], patience=5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for_redis(child: Child, port: int, log: Path, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while child.running() and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                if connection.recv(64).startswith(b"+PONG"):
                    return
        except OSError:  # not yet
            pass
        time.sleep(0.03)
    raise CannotStart(f"Redis did not start. Its last lines:\n{last_lines(log)}")


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run ``command`` in our terminal; its exit code. Ctrl-C reaches it as it reaches us, and TERM is passed on."""
    child: Child | None = None

    def pass_on(number: int, frame: FrameType | None) -> None:
        if child and number == signal.SIGTERM:
            child.process.terminate()

    before = {each: signal.signal(each, pass_on) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        child = Spawn(
            "command",
            command,
            environment,
            folder=ROOT,
            on_parent_death=signal.SIGTERM,
            own_session=False,
        ).start()
        code = child.process.wait()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    return code if code >= 0 else 128 - code
