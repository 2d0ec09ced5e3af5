"""Starts the real program in a folder of its own, as ``bin/run`` does after set-up, and looks at what it does."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg2

from socialvalue.run.places import ROOT, Places
from socialvalue.run.processes import carrying_mark, servers_of
from socialvalue.run.state import State

LONGEST_START = 300  # seconds; the machine may be busy with other tests


class Program:
    """One start of the program: its output, its state, and how it ends."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.places = Places(var)
        self.output = var.with_name(f"{var.name}.txt")
        # Nothing is taken over from the tests' own environment: a person's shell has none of it.
        plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "socialvalue.run"],
                cwd=ROOT,
                env={**plain, "VAR_DIR": str(var), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        """All that it printed so far."""
        return self.output.read_text()

    def ready(self) -> "Program":
        """Wait for the line with the address."""
        deadline = time.monotonic() + LONGEST_START
        while "Ready at " not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
        return self

    def state(self) -> State:
        """What it tells the next start."""
        state = State.read(self.places.run / "state.json")
        assert state
        return state

    def ends(self, seconds: float = 30) -> int:
        """Wait for its end; the exit code."""
        return self.process.wait(seconds)

    def ask_to_stop(self, how: signal.Signals) -> float:
        """Send a signal; the seconds until it ended."""
        started = time.monotonic()
        self.process.send_signal(how)
        self.ends()
        return time.monotonic() - started

    def left_running(self) -> list[int]:
        """Processes that it started and that still run."""
        return [*carrying_mark(str(self.places.var)), *servers_of(self.places.database)]

    def health(self) -> int:
        """What the web server answers."""
        with urllib.request.urlopen(f"{self.state().address}health/", timeout=20) as answer:
            return answer.status

    def rows(self) -> dict[str, int]:
        """Rows in every table but those that change while nobody does anything."""
        connection = psycopg2.connect(self.state().database_url)
        with connection, connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
            names = [name for (name,) in cursor.fetchall() if name not in ("cache", "django_session")]
            counts = {}
            for name in names:
                cursor.execute(f'select count(*) from "{name}"')
                counts[name] = cursor.fetchone()[0]
        connection.close()
        return counts


def clean_up(program: Program) -> None:
    """End whatever a failed test left."""
    if program.process.poll() is None:
        program.ask_to_stop(signal.SIGTERM)


def gone_within(program: Program, seconds: float) -> bool:
    """Whether nothing of ``program`` runs after at most ``seconds``."""
    deadline = time.monotonic() + seconds
    while program.left_running():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
