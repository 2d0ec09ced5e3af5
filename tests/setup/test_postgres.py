"""The database from the wheel: made once, started, stopped, and taken over from a start that was cut off."""

import os
import shutil
import signal
import subprocess
import sys

import psycopg2
import pytest

from socialvalue.run import postgres
from socialvalue.run.places import CannotStart
from socialvalue.run.postgres import FAST_AND_FORGETFUL, Cluster, wheel_binaries
from socialvalue.run.processes import end_all, servers_of, stop

pytestmark = pytest.mark.setup


@pytest.fixture
def cluster(folder):
    """A cluster that does not exist yet; whatever serves it at the end is stopped."""
    made = Cluster(folder / "pg", folder / "log", wheel_binaries(), options=FAST_AND_FORGETFUL)
    yield made
    end_all(lambda: servers_of(made.data), first=signal.SIGQUIT, patience=5)
    if made.socket_folder != made.data:
        shutil.rmtree(made.socket_folder, ignore_errors=True)


def ask(cluster: Cluster, question: str):
    """The first value of the answer to ``question``, or nothing where there is no answer."""
    connection = psycopg2.connect(cluster.url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return answer


def test_what_was_written_is_there_after_a_stop_and_a_start(cluster):
    child = cluster.start(lambda text: None)
    ask(cluster, "create table kept as select 42 as number")
    assert ask(cluster, "show listen_addresses") == ""
    stop([child], patience=10)
    assert child.how_it_ended() == "exit 0"
    with pytest.raises(psycopg2.OperationalError):
        ask(cluster, "select 1")
    child = cluster.start(lambda text: None)
    assert ask(cluster, "select number from kept") == 42
    stop([child], patience=10)


def test_a_server_that_nobody_minds_is_taken_over(cluster):
    said = []
    orphan = cluster.start(said.append)
    ask(cluster, "create table kept as select 42 as number")
    child = cluster.start(said.append)
    assert orphan.process.wait(10) is not None
    assert child.running()
    assert ask(cluster, "select number from kept") == 42
    assert said[-1] == "Took over the database from a start that was cut off."


def test_a_lock_file_whose_number_now_belongs_to_another_process_does_not_stop_the_start(cluster):
    child = cluster.start(lambda text: None)
    lock = cluster.data / "postmaster.pid"
    left = lock.read_text()
    child.kill_group()
    child.process.wait()
    end_all(lambda: servers_of(cluster.data), first=signal.SIGQUIT, patience=5)
    owner = {"user": lock.stat().st_uid} if os.geteuid() == 0 else {}
    other = subprocess.Popen(["sleep", "60"], **owner)
    try:
        lock.write_text("\n".join([str(other.pid), *left.splitlines()[1:]]) + "\n")
        assert cluster.start(lambda text: None).running()
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_the_server_stops_by_itself_when_its_manager_is_killed(cluster, folder):
    code = f"""
import pathlib, sys, time
from socialvalue.run.postgres import Cluster, wheel_binaries
folder = pathlib.Path({str(folder)!r})
Cluster(folder / "pg", folder / "log", wheel_binaries()).start(lambda text: None)
print("up", flush=True)
time.sleep(60)
"""
    manager = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert manager.stdout.readline() == b"up\n"
    assert servers_of(cluster.data)
    manager.kill()
    manager.wait()
    left = end_all(lambda: servers_of(cluster.data), first=signal.SIGWINCH, patience=10)
    assert "database system is shut down" in (folder / "log").read_text(), f"{left} were left"


@pytest.mark.parametrize("name", ["x" * 90, "a, b"])
def test_a_long_path_and_one_with_spaces_or_commas_get_a_short_socket(folder, name):
    folder = folder / name
    folder.mkdir()
    made = Cluster(folder / "pg", folder / "log", wheel_binaries(), options=FAST_AND_FORGETFUL)
    child = made.start(lambda text: None)
    try:
        assert len(str(made.socket_folder)) < 80
        assert made.socket_folder.stat().st_mode & 0o077 == 0
        assert ask(made, "select 1") == 1
    finally:
        stop([child], patience=10)
        shutil.rmtree(made.socket_folder)


def test_a_making_that_was_cut_off_is_begun_anew(cluster):
    half = cluster.data.with_name("pg.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert cluster.start(lambda text: None).running()
    assert not half.exists()


def test_a_cluster_of_another_version_is_left_alone_and_named(cluster):
    stop([cluster.start(lambda text: None)], patience=10)
    (cluster.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(CannotStart, match=r"was made by PostgreSQL 12, and this is PostgreSQL \d+"):
        cluster.start(lambda text: None)


def test_a_server_that_cannot_start_shows_its_last_lines(cluster):
    broken = Cluster(cluster.data, cluster.log, cluster.binaries, options=("max_connections=none",))
    with pytest.raises(CannotStart, match="max_connections"):
        broken.start(lambda text: None)


def test_as_root_it_says_whom_it_makes_and_what_it_opens(cluster, monkeypatch, tmp_path):
    commands, said = [], []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres.subprocess, "run", lambda command, **_: commands.append(command))
    somebody = postgres.pwd.getpwuid(os.getuid())
    answers = iter([None, somebody])

    def getpwnam(name):
        if (answer := next(answers)) is None:
            raise KeyError(name)
        return answer

    monkeypatch.setattr(postgres.pwd, "getpwnam", getpwnam)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    made = Cluster(closed / "pg", tmp_path / "log", cluster.binaries)
    assert made._user(said.append) == postgres.User(somebody.pw_uid, somebody.pw_gid)
    made._open_the_way(said.append)
    assert commands[0][0] == "useradd"
    assert said[0] == "PostgreSQL does not run as root: making the system user pgserver for it."
    assert (
        f"Letting other users pass through {closed} (o+x), so that the database's user reaches its files."
        in said
    )
    assert closed.stat().st_mode & 0o777 == 0o701
