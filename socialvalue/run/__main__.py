"""``python -m socialvalue.run``: everything on one machine; with a word after it, one part for a container."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from socialvalue.run import commands, health, servers, steps
from socialvalue.run.manager import Manager, say
from socialvalue.run.places import CannotStart, Places
from socialvalue.run.state import State, Taken, lock

USAGE = """python -m socialvalue.run            start everything on this machine
python -m socialvalue.run prepare    tables, static files, frameworks, demonstration; then end
python -m socialvalue.run database   the same without static files
python -m socialvalue.run files      static files only
python -m socialvalue.run web | worker | beat | health    one part, for a container
python -m socialvalue.run on-database COMMAND ...          a command on the database of bin/run
python -m socialvalue.run on-test-cluster COMMAND ...      a command on the database of bin/test
python -m socialvalue.run with-services COMMAND ...        a command with a PostgreSQL and a Redis of its own
python -m socialvalue.run test [PYTEST ARGUMENTS]          the tests, on a database of their own"""


def everything(places: Places) -> int:
    """Be the manager, or say where the running one is."""
    places.make()
    try:
        with lock(places.run / "lock"):
            return Manager(places).run()
    except Taken:
        state = State.read(places.run / "state.json")
        where = (
            f"at {state.address} (process {state.pid})"
            if state and state.address
            else "and is still starting"
        )
        print(f"It runs already {where}. Stop it with Ctrl-C in its window, or use it.", file=sys.stderr)
        return 1


def prepare(arguments: Sequence[str], *, files: bool = True, database: bool = True) -> int:
    """Do the steps; the manager also names a log for what they say and a file for the sign-ins."""
    demonstration = steps.is_demonstration()
    wanted = steps.chosen(demonstration=demonstration, files=files, database=database)
    if not arguments:
        steps.prepare(wanted, out=sys.stdout, log=sys.stdout)
        return 0
    log, sign_ins = (Path(argument) for argument in arguments)
    with log.open("w", encoding="utf-8") as file:
        steps.prepare(wanted, out=sys.stdout, log=file)
        if demonstration:
            steps.write_sign_ins(sign_ins)
    return 0


def become(command: Sequence[str]) -> int:
    """Turn this process into ``command``, so that signals from outside reach it."""
    os.execv(command[0], list(command))


def main(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask for; the exit code."""
    what, *rest = arguments or ("",)
    places = Places.from_environment()
    port = os.environ.get("PORT") or "8000"
    match what:
        case "":
            return everything(places)
        case "prepare":
            return prepare(rest)
        case "database":
            return prepare(rest, files=False)
        case "files":
            return prepare(rest, database=False)
        case "web":
            return become(servers.web(f"0.0.0.0:{port}", grace=25))
        case "worker":
            return become(servers.worker())
        case "beat":
            places.make()
            return become(servers.beat(places.run / "beat-schedule"))
        case "health":
            return 0 if health.is_well(int(port)) else 1
        case "on-database":
            return commands.on_program_database(places, rest)
        case "on-test-cluster":
            return commands.on_test_cluster(places, rest)
        case "with-services":
            return commands.with_services(rest)
        case "test":
            return commands.tests(places, rest)
        case _:
            say(USAGE)
            return 0 if what in ("-h", "--help") else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
