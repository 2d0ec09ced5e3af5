"""The production shape: every service there, every command known, nothing secret written down."""

import re

import pytest
from ruamel.yaml import YAML

from socialvalue.run import __main__ as program
from socialvalue.run.places import ROOT


@pytest.fixture(scope="module")
def compose():
    """docker-compose.yml, read."""
    return YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile():
    """The Dockerfile's lines, long ones joined."""
    return (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()


def test_every_part_is_there(compose):
    assert set(compose["services"]) == {"web", "worker", "beat", "prepare", "database", "redis"}
    major = re.fullmatch(r"postgres:(\d+)-\w+", compose["services"]["database"]["image"])
    assert int(major[1]) >= 15


@pytest.mark.parametrize("name", ["web", "worker", "beat", "prepare"])
def test_our_parts_run_a_word_that_the_program_knows(compose, name, monkeypatch):
    python, dash, module, word = compose["services"][name]["command"]
    assert (python, dash, module) == ("python", "-m", "socialvalue.run")
    called = []
    monkeypatch.setattr(program, "become", lambda command: called.append(command) or 0)
    monkeypatch.setattr(program, "prepare", lambda *arguments, **more: called.append(more) or 0)
    assert program.main([word]) == 0
    assert called


def test_the_image_runs_words_that_the_program_knows(dockerfile, monkeypatch):
    words = re.findall(r"-m\W+socialvalue\.run\W+(\w+)", "\n".join(dockerfile))
    assert words == ["files", "web"]
    monkeypatch.setattr(program, "prepare", lambda *arguments, **more: 0)
    monkeypatch.setattr(program, "become", lambda command: 0)
    assert [program.main([word]) for word in words] == [0, 0]


@pytest.mark.parametrize("name", ["web", "worker", "database", "redis"])
def test_what_others_wait_for_says_whether_it_is_well(compose, name):
    assert compose["services"][name]["healthcheck"]["test"]


def test_nothing_starts_before_the_preparation_and_that_not_before_the_database(compose):
    services = compose["services"]
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
    assert services["prepare"]["depends_on"]["database"] == {"condition": "service_healthy"}
    assert services["prepare"]["restart"] == "no"


def test_secrets_come_from_the_environment_and_their_lack_is_said(compose):
    environment = compose["services"]["web"]["environment"]
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"):
        assert environment[name].startswith(f"${{{name}:?"), name
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]
    assert environment["DEMONSTRATION"] == "0"


def test_evidence_outlives_the_container(compose):
    for name in ("web", "worker"):
        assert compose["services"][name]["volumes"] == ["media:/app/var/media"]
    assert {"media", "database"} <= set(compose["volumes"])


def test_the_image_does_not_run_as_root_and_installs_by_hash(dockerfile):
    users = [line.split()[1] for line in dockerfile if line.startswith("USER ")]
    assert users == ["app"]
    assert dockerfile.index("USER app") < next(
        i for i, line in enumerate(dockerfile) if line.startswith("CMD")
    )
    assert any("pip install" in line and "--require-hashes" in line for line in dockerfile)


def test_what_the_image_copies_exists(dockerfile):
    for line in dockerfile:
        words = line.split()
        if words[:1] == ["COPY"] and not words[1].startswith("--from"):
            assert all((ROOT / source).exists() for source in words[1:-1]), line


def test_system_packages_are_the_same_as_for_one_machine(dockerfile):
    script = (ROOT / "bin" / "setup").read_text()
    named = re.search(r"for package in (.*?); do", script)[1].split()
    installed = next(line for line in dockerfile if "apt-get install" in line)
    assert all(name in installed for name in named)
