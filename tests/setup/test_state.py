"""One manager at a time, and what it leaves for the next."""

import json
import stat
import subprocess
import sys

import pytest

from socialvalue.run.state import State, Taken, lock, secret_key


def test_the_lock_is_given_once(tmp_path):
    path = tmp_path / "run" / "lock"
    with lock(path), pytest.raises(Taken), lock(path):
        pass
    with lock(path):
        pass


def test_the_lock_dies_with_its_holder(tmp_path):
    path = tmp_path / "lock"
    code = f"import pathlib, time; from socialvalue.run.state import lock\nwith lock(pathlib.Path({str(path)!r})): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Taken), lock(path):
        pass
    holder.kill()
    holder.wait()
    with lock(path):
        pass


def test_a_state_can_be_read_back_and_only_by_its_user(tmp_path):
    path = tmp_path / "state.json"
    State(12, "http://127.0.0.1:8000/", "postgresql://x").write(path)
    assert State.read(path) == State(12, "http://127.0.0.1:8000/", "postgresql://x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [None, "", "{"])
def test_no_state_and_half_a_state_are_none(tmp_path, content):
    path = tmp_path / "state.json"
    if content is not None:
        path.write_text(content)
    assert State.read(path) is None


def test_a_state_of_another_version_is_none(tmp_path):
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"pid": 1, "unknown": 2}))
    assert State.read(path) is None


def test_the_secret_key_is_made_once_and_only_its_user_reads_it(tmp_path):
    path = tmp_path / "secret_key"
    first = secret_key(path)
    assert len(first) >= 50
    assert secret_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key(tmp_path / "another") != first
