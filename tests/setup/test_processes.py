"""Children never outlive who started them, and stopping never waits long."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from socialvalue.run import processes
from socialvalue.run.processes import MARK, Spawn

pytestmark = pytest.mark.setup

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def alive(pid: int) -> bool:
    """Whether ``pid`` runs, a zombie does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(answer, seconds=10):
    """Wait for ``answer()`` to be true."""
    deadline = time.monotonic() + seconds
    while not answer():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def start(code, tmp_path, **more) -> processes.Child:
    """A child that runs ``code``, with a log."""
    return Spawn(
        "child", [sys.executable, "-c", code], os.environ, tmp_path, log=tmp_path / "log", **more
    ).start()


def test_a_child_dies_with_a_parent_that_is_killed(tmp_path):
    code = f"""
import os, pathlib, sys, time
from socialvalue.run.processes import Spawn
child = Spawn("child", ["sleep", "60"], os.environ, pathlib.Path({str(tmp_path)!r})).start()
print(child.process.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    wait_until(lambda: Path(f"/proc/{child}/comm").read_text() == "sleep\n")
    parent.kill()
    parent.wait()
    wait_until(lambda: not alive(child))


def test_a_child_has_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it(tmp_path):
    child = start("import time; time.sleep(60)", tmp_path)
    assert os.getsid(child.process.pid) == child.process.pid
    processes.stop([child], patience=2)


def test_stopping_is_polite_first(tmp_path):
    code = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7));"
        "print('up', flush=True); time.sleep(60)"
    )
    child = start(code, tmp_path)
    wait_until(lambda: "up" in (tmp_path / "log").read_text())
    processes.stop([child], patience=5)
    assert child.how_it_ended() == "exit 7"


def test_what_does_not_end_is_killed_with_all_that_it_started(tmp_path):
    grandchild = (
        f"import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid, flush=True); {STUBBORN}"
    )
    child = start(grandchild, tmp_path)
    wait_until(lambda: "up" in (tmp_path / "log").read_text())
    started = time.monotonic()
    processes.stop([child], patience=0.3)
    assert time.monotonic() - started < 2
    assert child.how_it_ended() == "killed by SIGKILL"
    pid = int((tmp_path / "log").read_text().split()[0])
    wait_until(lambda: not alive(pid))


def test_what_an_earlier_manager_left_is_found_by_its_mark_and_nothing_else_is(tmp_path):
    ours = subprocess.Popen(["sleep", "60"], env={**os.environ, MARK: str(tmp_path)})
    another = subprocess.Popen(["sleep", "60"], env={**os.environ, MARK: str(tmp_path / "x")})
    try:
        wait_until(lambda: processes.carrying_mark(str(tmp_path)) == [ours.pid])
        ended = processes.end_all(
            lambda: processes.carrying_mark(str(tmp_path)), first=signal.SIGTERM, patience=2
        )
        assert ended == 1
        assert ours.wait() == -signal.SIGTERM
        assert another.poll() is None
    finally:
        for each in (ours, another):
            each.kill()
            each.wait()


def test_the_end_of_a_log_is_short_and_readable(tmp_path):
    log = tmp_path / "web.log"
    log.write_bytes(b"\xff first\n" + b"".join(b"line %d\n" % number for number in range(100)))
    assert processes.last_lines(log, 2) == "    line 98\n    line 99"
    assert processes.last_lines(tmp_path / "none.log") == ""


def test_a_log_that_grew_makes_room_and_is_kept_once(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_LOG_LIMIT", 10)
    (tmp_path / "log").write_text("x" * 11)
    start("print('new')", tmp_path).process.wait()
    assert (tmp_path / "log").read_text() == "new\n"
    assert (tmp_path / "log.old").read_text() == "x" * 11
