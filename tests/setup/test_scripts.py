"""The commands that a person types, as far as they can be tried without installing anything."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from socialvalue.run.places import ROOT

pytestmark = pytest.mark.setup

SCRIPTS = ("bin/setup", "bin/run", "bin/test", "bin/manage", "bin/bench", "bin/mutate", ".ci/run")
JUNIT = '<testsuites><testsuite tests="{tests}" skipped="{skipped}"/></testsuites>'


def bash(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``command`` in ``folder`` with its programs found where ours are."""
    return subprocess.run(
        ["bash", *command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def stub(path: Path, text: str) -> None:
    """Write an executable script that is not there yet: through a link it would change the machine's own program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    assert not path.is_symlink()
    path.write_text(f"#!/usr/bin/env bash\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_can_be_read_and_started(script):
    assert bash(ROOT, "-n", script).stderr == ""
    assert (ROOT / script).stat().st_mode & stat.S_IXUSR


def test_make_calls_the_two_commands():
    text = (ROOT / "Makefile").read_text()
    assert re.findall(r"^(\w+):\n\t(.*)$", text, re.MULTILINE) == [("run", "bin/run"), ("test", "bin/test")]


@pytest.fixture
def tree(tmp_path):
    """A folder with the two scripts of set-up and everything they need there already, but for what a test removes."""
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "socialvalue" / "run").mkdir(parents=True)
    (tmp_path / "socialvalue" / "run" / "assets.py").write_text("print('assets')")
    return tmp_path


def programs(folder: Path, *wanted: str, **stubs: str) -> str:
    """A folder of programs for PATH that holds the ``wanted`` ones of this machine and the ``stubs``."""
    place = folder / "programs"
    place.mkdir()
    needed = {"bash", "env", "dirname", "id", "mkdir", "tail", "timeout", *wanted}
    for name in sorted(needed - set(stubs)):
        found = shutil.which(name)
        assert found, name
        (place / name).symlink_to(found)
    for name, text in stubs.items():
        stub(place / name, text)
    return str(place)


def test_missing_packages_are_named_where_they_may_not_be_installed(tree):
    path = programs(
        tree,
        **{"dpkg-query": "exit 1", "apt-get": "echo 'you may not'; exit 100", "id": "echo 1000"}
        | {"python3": "exit 0"},
    )
    done = bash(tree, "bin/setup", "run", PATH=path)
    assert done.returncode == 1
    assert "Installing system packages: libpango-1.0-0" in done.stdout
    assert "Ask someone who may to run: apt-get install libpango-1.0-0 libpangoft2-1.0-0" in done.stderr
    assert "fonts-liberation" in done.stderr


def test_sudo_is_asked_where_it_is_there(tree):
    path = programs(
        tree,
        **{
            "dpkg-query": "exit 1",
            "apt-get": "exit 0",
            "id": "echo 1000",
            "python3": "exit 0",
            "sudo": 'printf "%s " "$@" >>sudo.txt; shift; "$@"',
        },
    )
    bash(tree, "bin/setup", "run", PATH=path)
    asked = (tree / "sudo.txt").read_text()
    assert "-n apt-get update" in asked
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in asked


def test_an_old_python_is_refused_by_name(tree):
    old = {name: "exit 1" for name in ("python3", "python3.11", "python3.12", "python3.13")}
    done = bash(tree, "bin/setup", "run", PATH=programs(tree, **old))
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr


def test_an_unknown_purpose_is_refused(tree):
    done = bash(tree, "bin/setup", "everything")
    assert (done.returncode, done.stderr) == (2, "Usage: bin/setup run | test | services\n")


@pytest.fixture
def checks(tmp_path):
    """A folder with .ci/run and stand-ins for what it calls, all of which pass."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    stub(tmp_path / "bin" / "setup", "exit 0")
    stub(tmp_path / "bin" / "test", 'echo "1 passed"')
    report = JUNIT.format(tests=3, skipped=0)
    stub(
        tmp_path / ".venv" / "bin" / "python",
        f"""if [ "$1" = - ]; then exec python3 "$@"; fi
echo "$*" >called.txt; echo '{report}' >var/test/services.xml""",
    )
    return tmp_path


def test_every_stage_is_named_with_its_time(checks):
    done = bash(checks, ".ci/run", CI="true")
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"^Every test: passed in \d+ s\nServices: passed in \d+ s\nAll stages passed.$", done.stdout, re.M
    )
    called = (checks / "called.txt").read_text()
    assert "with-services bin/test -m services" in called


def test_a_failing_test_run_fails_the_whole_and_the_next_stage_still_runs(checks):
    stub(checks / "bin" / "test", "exit 1")
    done = bash(checks, ".ci/run")
    assert done.returncode == 1
    assert "Every test: FAILED" in done.stdout
    assert "Services: passed" in done.stdout


@pytest.mark.parametrize(("tests", "skipped"), [(0, 0), (3, 1)])
def test_services_may_skip_nothing_and_may_not_be_empty(checks, tests, skipped):
    python = checks / ".venv" / "bin" / "python"
    python.write_text(
        python.read_text().replace(
            JUNIT.format(tests=3, skipped=0), JUNIT.format(tests=tests, skipped=skipped)
        )
    )
    done = bash(checks, ".ci/run")
    assert done.returncode == 1
    assert "Services: FAILED" in done.stdout
    assert f"{tests} tests marked services, {skipped} skipped" in done.stderr


def test_failing_services_fail_the_whole(checks):
    python = checks / ".venv" / "bin" / "python"
    python.write_text(python.read_text() + "\nexit 1\n")
    done = bash(checks, ".ci/run")
    assert done.returncode == 1
    assert "Failed: Services" in done.stdout
