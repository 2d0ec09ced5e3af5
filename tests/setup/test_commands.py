"""Tests and other commands get a database of their own, and leave nothing behind."""

import os
import signal
import sys

import pytest

from socialvalue.run import commands, postgres
from socialvalue.run.places import CannotStart, Places
from socialvalue.run.postgres import Cluster, wheel_binaries
from socialvalue.run.processes import servers_of
from socialvalue.run.state import State, lock

pytestmark = pytest.mark.setup

SHOW = "import os, psycopg2; psycopg2.connect(os.environ['DATABASE_URL']).close(); print(os.environ['DATABASE_URL'])"


@pytest.fixture
def plain(monkeypatch):
    """An environment without a database, and without what speaks of another server."""
    for name in [name for name in os.environ if name.startswith("PG") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)


def test_pytest_gets_the_arguments_and_its_exit_code_is_ours(plain, folder, capfd):
    test = folder / "test_it.py"
    test.write_text(
        "import os, psycopg2\n"
        "def test_passes(): psycopg2.connect(os.environ['DATABASE_URL']).close()\n"
        "def test_fails(): assert os.environ['TMPDIR'] == 'x'\n"
    )
    arguments = ["-n0", "-p", "no:django", "-p", "no:cacheprovider", "-c", os.devnull, str(test)]
    places = Places(folder / "var")
    assert commands.tests(places, [*arguments, "-k", "passes"]) == 0
    assert capfd.readouterr().out.strip().splitlines()[-1].startswith("=")
    assert commands.tests(places, arguments) == 1
    assert "1 failed, 1 passed" in capfd.readouterr().out
    assert servers_of(folder / "var" / "test" / "pg") == []


def test_two_test_runs_in_one_folder_are_refused(plain, tmp_path):
    places = Places(tmp_path / "var")
    with (
        lock(places.var / "test" / "run" / "lock"),
        pytest.raises(CannotStart, match="Another bin/test or bin/bench runs"),
    ):
        commands.tests(places, [])


def test_workers_are_as_many_as_cores_unless_told_otherwise():
    cores = str(len(os.sched_getaffinity(0)))
    assert commands._workers(["-k", "name"]) == ["-n", cores]
    for told in (["-n", "2"], ["-n0"], ["--numprocesses=3"], ["--pdb"], ["-p", "no:xdist"], ["-pno:xdist"]):
        assert commands._workers(told) == []


def test_a_command_uses_the_database_of_the_program_that_runs(plain, tmp_path, capfd):
    places = Places(tmp_path / "var")
    places.make()
    show = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'], os.environ['SITE_URL'])"]
    with lock(places.run / "lock"):
        for state in (None, State(1, database_url="postgresql://there")):
            if state:
                state.write(places.run / "state.json")
            with pytest.raises(CannotStart, match="still starting"):
                commands.on_program_database(places, show)
        State(1, "http://127.0.0.1:8123/", "postgresql://there").write(places.run / "state.json")
        assert commands.on_program_database(places, show) == 0
    assert capfd.readouterr().out.strip() == "postgresql://there http://127.0.0.1:8123"


def test_a_command_starts_the_database_where_nothing_runs_and_stops_it(plain, folder, capfd):
    places = Places(folder / "var")
    assert commands.on_program_database(places, [sys.executable, "-c", SHOW]) == 0
    assert Cluster(places.database, places.log, wheel_binaries()).url in capfd.readouterr().out
    assert servers_of(places.database) == []


def test_a_database_that_is_given_wins(monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("DATABASE_URL", "postgresql://given")
    show = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])"]
    assert commands.on_program_database(Places(tmp_path / "var"), show) == 0
    assert capfd.readouterr().out.strip() == "postgresql://given"
    assert not (tmp_path / "var" / "pg").exists()


def test_a_command_that_is_killed_counts_as_failed(plain, tmp_path):
    code = commands._run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], os.environ)
    assert code == 128 + signal.SIGKILL


REDIS = """#!{python}
import socketserver, sys

class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        while self.rfile.readline():
            self.wfile.write(b"+PONG\\r\\n")

class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

Server(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Answer).serve_forever()
"""


def test_services_are_started_for_one_command_and_removed(plain, tmp_path, monkeypatch, capfd):
    stand_in = tmp_path / "redis-server"
    stand_in.write_text(REDIS.format(python=sys.executable))
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(commands, "installed_binaries", wheel_binaries)
    monkeypatch.setattr(commands, "SERVICES_USER", "pgserver")
    code = (
        "import os, psycopg2, socket, urllib.parse as address;"
        "psycopg2.connect(os.environ['DATABASE_URL']).close();"
        "redis = address.urlsplit(os.environ['REDIS_URL']);"
        "socket.create_connection((redis.hostname, redis.port)).close();"
        "print(os.environ['REQUIRE_SERVICES'], os.environ['DATABASE_URL'])"
    )
    assert commands.with_services([sys.executable, "-c", code]) == 0
    required, url = capfd.readouterr().out.split()[-2:]
    assert required == "1"
    folder = url.partition("host=")[2].partition("&")[0]
    assert not os.path.exists(folder)


@pytest.mark.parametrize("package", ["postgresql", "redis-server"])
def test_a_service_that_is_not_installed_is_named(tmp_path, monkeypatch, package):
    monkeypatch.setattr(commands.shutil, "which", lambda name: None if package == name else name)
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    with pytest.raises(CannotStart, match=f"Install the package {package}"):
        commands.with_services(["true"])
