"""The one process that starts everything, watches it and stops it."""

import json
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from socialvalue.run import health, servers, steps
from socialvalue.run.environment import for_program, given_database
from socialvalue.run.places import ROOT, CannotStart, Places
from socialvalue.run.ports import listen
from socialvalue.run.postgres import Cluster, wheel_binaries
from socialvalue.run.processes import (
    MARK,
    Child,
    Spawn,
    carrying_mark,
    end_all,
    last_lines,
    stop,
)
from socialvalue.run.state import State

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Together below three seconds: a worker on the folder queue takes longer than that to end by itself.
PATIENCE_WITH_SERVERS = 1.8
PATIENCE_WITH_DATABASE = 0.9
LONGEST_START = 120


class Stop(Exception):
    """Someone asked us to stop."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first Ctrl-C, TERM or hang-up into ``Stop``; later ones wait, for stopping is short."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        ignore_signals()
        raise Stop

    before = {each: signal.getsignal(each) for each in SIGNALS}
    for each in SIGNALS:
        if each == signal.SIGHUP and before[each] == signal.SIG_IGN:
            continue  # started under nohup
        signal.signal(each, on_signal)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def ignore_signals() -> None:
    """While everything is being stopped, a second Ctrl-C would only leave something behind."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


class Manager:
    """Starts the database, prepares it, starts the servers, waits for their answer, watches, stops."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.database: Child | None = None
        self.children: list[Child] = []

    def run(self) -> int:
        """Run until asked to stop (0) or until a part fails (1). The caller holds the lock."""
        started = time.monotonic()
        try:
            with stoppable():
                try:
                    address = self._start()
                    self._announce(address, time.monotonic() - started)
                    self._watch()
                except Stop:
                    say("\nStopping ...")
                finally:
                    ignore_signals()
                    self._stop()
        except CannotStart as problem:
            print(f"\n{problem}", file=sys.stderr, flush=True)
            return 1
        say("Stopped.")
        return 0

    def _start(self) -> str:
        self._clear_what_was_left()
        with listen(os.environ.get("PORT")) as listener:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            url = self._database()
            environment = for_program(self.places, database_url=url, address=address.rstrip("/"))
            environment[MARK] = str(self.places.var)
            self._tell(State(os.getpid(), database_url=url))
            self._prepare(environment)
            self._start_servers(environment, listener)
            port = listener.getsockname()[1]
        self._wait(port)
        self._tell(State(os.getpid(), address, url))
        return address

    def _tell(self, state: State) -> None:
        state.write(self.places.run / "state.json")

    def _clear_what_was_left(self) -> None:
        """After a hard kill: end its children, and drop files that only they could have finished."""
        mark = str(self.places.var)
        if end_all(lambda: carrying_mark(mark), first=signal.SIGTERM, patience=1):
            say("Ended what an earlier start had left running.")
        self._forget()
        for schedule in self.places.run.glob("beat-schedule*"):
            schedule.unlink()
        shutil.rmtree(self.places.scratch)
        self.places.make()
        mend_broker(self.places.broker)

    def _forget(self) -> None:
        for name in ("state.json", "worker-ready", steps.SIGN_INS):
            (self.places.run / name).unlink(missing_ok=True)

    def _database(self) -> str:
        if url := given_database():
            say("Using the database that DATABASE_URL names")
            return url
        cluster = Cluster(self.places.database, self.places.log / "database.log", wheel_binaries())
        say(f"Starting the database in {self.places.shown(self.places.database)}")
        self.database = cluster.start(say)
        return cluster.url

    def _prepare(self, environment: Mapping[str, str]) -> None:
        log = self.places.log / "prepare.log"
        say("Preparing")
        child = Spawn(
            "preparation",
            [
                sys.executable,
                "-m",
                "socialvalue.run",
                "prepare",
                str(log),
                str(self.places.run / steps.SIGN_INS),
            ],
            {"LOG_LEVEL": "WARNING", **environment},
            folder=ROOT,
        ).start()
        self.children.append(child)
        while child.running():
            self._check_database()
            time.sleep(0.05)
        self.children.remove(child)
        if child.process.returncode:
            raise CannotStart(
                f"Preparing failed ({child.how_it_ended()}). The last lines of {self.places.shown(log)}:\n"
                f"{last_lines(log)}"
            )

    def _start_servers(self, environment: Mapping[str, str], listener: socket.socket) -> None:
        handle = listener.fileno()
        schedule = self.places.run / "beat-schedule"
        for name, command, handles in (
            ("web", servers.web(f"fd://{handle}"), (handle,)),
            ("worker", servers.worker(), ()),
            ("beat", servers.beat(schedule), ()),
        ):
            log = self.places.log / f"{name}.log"
            spawn = Spawn(name, command, environment, folder=ROOT, log=log, pass_fds=handles)
            self.children.append(spawn.start())

    def _wait(self, port: int) -> None:
        marker = self.places.run / "worker-ready"
        deadline = time.monotonic() + LONGEST_START
        while not (marker.exists() and health.is_well(port)):
            self._check()
            if time.monotonic() > deadline:
                slow = self.children[0 if marker.exists() else 1]
                raise CannotStart(f"The {slow.name} did not answer.{self._end_of_log(slow)}")
            time.sleep(0.05)

    def _announce(self, address: str, seconds: float) -> None:
        sign_ins = self.places.run / steps.SIGN_INS
        say(f"\nReady at {address} after {seconds:.1f} s")
        if sign_ins.exists():
            say(f"\n{sign_ins.read_text().strip()}")
        say(f"\nLogs are in {self.places.shown(self.places.log)}. Ctrl-C stops everything.")

    def _watch(self) -> None:
        while True:
            self._check()
            time.sleep(0.2)

    def _check(self) -> None:
        for child in self.children:
            if not child.running():
                raise CannotStart(
                    f"The {child.name} ended by itself ({child.how_it_ended()}), so everything is stopped."
                    f"{self._end_of_log(child)}"
                )
        self._check_database()

    def _check_database(self) -> None:
        if self.database and not self.database.running():
            raise CannotStart(
                f"The database ended by itself ({self.database.how_it_ended()}), so everything is stopped."
                f"{self._end_of_log(self.database)}"
            )

    def _end_of_log(self, child: Child) -> str:
        if child.log is None:
            return ""
        return f" The last lines of {self.places.shown(child.log)}:\n{last_lines(child.log)}"

    def _stop(self) -> None:
        stop(self.children, patience=PATIENCE_WITH_SERVERS)
        if self.database:
            stop([self.database], patience=PATIENCE_WITH_DATABASE)
        self._forget()


def mend_broker(broker: Path) -> None:
    """Make the folder queue usable after a hard kill.

    A process killed while it wrote leaves half a file, on which every later reader fails. The exchange tables
    are made anew by the worker; a lost message is sent again, because its job stands in the database.
    """
    for table in (broker / "control").glob("*.exchange"):
        table.unlink()
    for part in (broker / "queue").glob("*.part"):
        part.unlink()
    for message in (broker / "queue").glob("*.msg"):
        try:
            json.loads(message.read_bytes())
        except ValueError:
            message.unlink()
