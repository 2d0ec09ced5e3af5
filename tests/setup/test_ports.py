"""The web server's port: the one asked for or a plain refusal, otherwise the next that is free."""

import socket

import pytest

from socialvalue.run import ports
from socialvalue.run.places import CannotStart


@pytest.fixture
def taken():
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused(taken):
    with pytest.raises(CannotStart, match=f"Port {taken} is taken by another program"):
        ports.listen(str(taken))


def test_without_a_wish_the_next_free_port_is_taken(taken, monkeypatch):
    monkeypatch.setattr(ports, "FIRST", taken)
    with ports.listen(None) as listener:
        assert listener.getsockname()[1] > taken


def test_no_free_port_is_said(taken, monkeypatch):
    monkeypatch.setattr(ports, "FIRST", taken)
    monkeypatch.setattr(ports, "TRIED", 1)
    with pytest.raises(CannotStart, match=f"No port from {taken} to {taken} is free"):
        ports.listen(None)


def test_the_port_is_held_from_the_moment_of_choosing():
    with ports.listen(None) as listener, pytest.raises(CannotStart, match="taken"):
        ports.listen(str(listener.getsockname()[1]))


@pytest.mark.parametrize("wrong", ["http", "0", "70000", "-1", "80.5"])
def test_what_is_no_port_is_refused(wrong):
    with pytest.raises(CannotStart, match="PORT must be a number from 1 to 65535"):
        ports.listen(wrong)
