"""Lock files hold hashes and no addresses, and the two for Python agree."""

import json
import re

import pytest

from socialvalue.run.places import ROOT

LOCKS = ("base.txt", "dev.txt", "node.txt")


def pinned(name: str) -> dict[str, str]:
    """Package to version, as the lock ``name`` pins them."""
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9._\[\],-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_python_locks_hold_hashes_and_no_addresses(name):
    text = (ROOT / "requirements" / name).read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--index-url|--find-links|/(?:home|root|tmp|work)/", text)


def test_the_front_end_lock_holds_hashes_and_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_tests_run_on_the_versions_that_the_program_runs_on():
    base, dev = pinned("base.txt"), pinned("dev.txt")
    assert base
    assert {name: dev.get(name) for name in base} == base


def test_every_lock_is_explained():
    text = (ROOT / "requirements" / "README.md").read_text()
    assert {path.name for path in (ROOT / "requirements").glob("*.txt")} == set(LOCKS)
    for name in LOCKS:
        assert f"`{name}`" in text
        assert f"-o requirements/{name}" in text
