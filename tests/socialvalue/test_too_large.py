"""A file of 200 MB is refused by the size that it says it has: not a byte of it is read.

The requests go to the program as a web server hands them over, with a body that counts what is taken of it and never
ends, so that nothing stands between them and the reading."""

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import RequestFactory
from django.urls import reverse

from socialvalue.access.domain import Role
from tests.factories import councils as make

MOST = settings.REQUEST_MAX_BYTES
FILE_BEGINS = b'--x\r\nContent-Disposition: form-data; name="file"; filename="values.csv"\r\nContent-Type: text/csv\r\n\r\n'
ADDRESSES = ["measures:licensed_upload", "backtests:upload", "account_login"]


class Endless:
    """A file that goes on for as long as somebody reads it; ``taken`` tells how many bytes were."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """As many bytes as are asked for; whoever asks for all of them would never come back."""
        assert size >= 0, "all of it was asked for"
        found = (
            (FILE_BEGINS + b"x" * size)[self.taken : self.taken + size] if self.taken < 1000 else b"x" * size
        )
        self.taken += len(found)
        return found

    def readline(self, size: int = -1) -> bytes:
        """A line has no end here either."""
        return self.read(size)


@pytest.fixture(autouse=True)
def one_connection():
    """A request that begins would close the connection on which the test keeps its rows."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


@pytest.fixture
def cookie(client, rotherham) -> str:
    """Somebody who may upload licensed values and registers of contracts, signed in, whose form came from here as far as
    can be told without reading it."""
    client.force_login(make.user_of(make.staff(rotherham, Role.PROCUREMENT_LEAD)))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'a' * CSRF_SECRET_LENGTH}"


def post(cookie: str, name: str, length: int | None) -> tuple[int, str, int]:
    """The status, the page and how many bytes were taken of an endless file that says it has that length."""
    body, told = Endless(), {}
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "HTTP_COOKIE": cookie, "wsgi.input": body}
    environ = RequestFactory().post(reverse(name), **sent).environ
    environ.pop("CONTENT_LENGTH", None)
    if length is not None:
        environ["CONTENT_LENGTH"] = str(length)
    answer = WSGIHandler()(environ, lambda status, headers: told.update(status=int(status[:3])))
    return told["status"], b"".join(answer).decode(), body.taken


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("length", [200_000_000, MOST + 1])
def test_200_megabytes_are_not_read(cookie, name, length):
    """Nor is a file that is one byte too large; who has signed in reads why, and so does who has not."""
    status, page, taken = post(cookie, name, length)
    assert (status, taken) == (413, 0)
    assert "larger than 15 MB" in page


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_more_is_read_than_was_said(cookie, name):
    """Whoever says 4,000 bytes and sends 200 MB is read for 4,000; who says nothing is not read at all."""
    status, _, taken = post(cookie, name, 4_000)
    assert 0 < taken <= 4_000 and status < 500
    status, _, taken = post(cookie, name, None)
    assert taken == 0 and status < 500


def test_what_is_just_small_enough_is_read(cookie):
    """So that it would be seen above if a byte of a larger one were read."""
    status, _, taken = post(cookie, "measures:licensed_upload", MOST)
    assert 0 < taken <= MOST and status != 413


def test_the_limit_leaves_room_for_one_file():
    """And for what is typed beside it."""
    assert settings.REQUEST_MAX_BYTES > settings.EVIDENCE_MAX_BYTES
