"""A file of 200 MB is refused by the size that it says it has: not a byte of it is read."""

import pytest
from django.conf import settings
from django.urls import reverse

from socialvalue.access.domain import Role
from tests.factories import councils as make


class Unread:
    """What is sent, for whoever would read it."""

    def read(self, *size):
        """Never asked for."""
        raise AssertionError("it was read")

    readline = read


@pytest.fixture
def browser(client, rotherham):
    """Somebody who may upload licensed values and registers of contracts."""
    client.force_login(make.user_of(make.staff(rotherham, Role.PROCUREMENT_LEAD)))
    return client


def post(browser, name: str, length: int):
    """Something of that length, as a browser sends a form with a file."""
    sent = {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    return browser.post(reverse(name), b"", content_type="multipart/form-data; boundary=x", **sent)


@pytest.mark.parametrize("name", ["measures:licensed_upload", "backtests:upload", "account_login"])
def test_200_megabytes_are_not_read(browser, name):
    answer = post(browser, name, 200_000_000)
    assert answer.status_code == 413
    assert "larger than 15 MB" in answer.content.decode()


def test_the_limit_leaves_room_for_one_file():
    """And for what is typed beside it."""
    assert settings.REQUEST_MAX_BYTES > settings.EVIDENCE_MAX_BYTES
