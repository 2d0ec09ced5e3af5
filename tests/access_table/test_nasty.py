"""Values that nobody types by accident get a page that says so, never an error of the program."""

import re
import uuid
from urllib.parse import urlencode

import pytest

from tests.access_table.table import TABLE
from tests.world import time
from tests.world.looking import address, leaving_no_trace
from tests.world.pages import read

NASTY = {
    "a sign that no text holds": "\x00",
    "half a letter": "\udc00",
    "a huge number": "9" * 40,
    "a number below nothing": "-1",
    "not a number": "NaN",
    "no end": "1e400",
    "a very long text": "x" * 100_000,
    "an Arabic digit": "١",
    "a list": "[]",
}
ASKED = {  # what some pages are asked for beside their filters, one by one
    "reporting:figure": ("figure", "service_area", "outcome", "measure"),
    "contracts:entries": ("commitment",),
}
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FORM = "application/x-www-form-urlencoded"
READING = [url for url in TABLE if "GET" in url.how and url.who]
WRITING = [url for url in TABLE if "POST" in url.how and url.who]


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("url", READING, ids=str)
def test_in_an_address(url, world, browsers):
    """After the question mark: in all filters of a page at once, and one by one in what it is asked for."""
    path, who = address(url.name, url.record, world.here), url.who.split()[0]
    browser = browsers.of(who, raise_request_exception=False)
    page, filters, failed = browser.get(path), {"page", "sort"}, []
    if page["Content-Type"].startswith("text/html"):
        for form in read(path, page.content.decode()).forms:
            filters |= {*form.fields, *form.choices} if form.method == "get" else set()
    for what, value in NASTY.items():
        if len(value) < 1000:
            for names in (filters, *((name,) for name in ASKED.get(url.name, ()))):
                asked = urlencode({name: _bytes(value) for name in names})
                if browser.get(f"{path}{'&' if '?' in path else '?'}{asked}").status_code >= 500:
                    failed.append(f"{', '.join(sorted(names))} is {what}")
    assert not failed


@pytest.mark.parametrize("url", WRITING, ids=str)
def test_in_a_form(url, world, browsers):
    """In every field at once, in the version alone, and everything left out."""
    path, who = address(url.name, url.record, world.here), url.who.split()[0]
    browser = browsers.of(who, raise_request_exception=False)
    page = browser.get(path)
    form = read(path, page.content.decode()).form_to(path) if page.status_code == 200 else None
    data = (
        form.data() if form else {name: [value] for name, value in url.sends.items() if value[0] not in "=@"}
    )
    tried, failed = [("nothing", {})], []
    for what, value in NASTY.items():
        tried.append(
            (f"everything is {what}", {**data, **{name: _bytes(value) for name in data if name != "version"}})
        )
        tried.append((f"the version is {what}", {**data, "version": _bytes(value)}))
    for what, sent in tried:
        with leaving_no_trace():
            if browser.post(path, urlencode(sent, doseq=True), content_type=FORM).status_code >= 500:
                failed.append(what)
    time.at(time.NOW)
    assert not failed


NAMED = [url for url in TABLE if "'" in url.record and url.who]
ABOUT_SOMETHING = [url for url in TABLE if ".uid" in url.record and url.who]


@pytest.mark.parametrize("url", NAMED, ids=str)
def test_a_word_that_nothing_is_called_by(url, world, browsers):
    """Such a kind, outcome, figure, size or variant is not there."""
    record = re.sub("'[^']*'", "'no-such-word'", url.record)
    browser = browsers.of(url.who.split()[0], raise_request_exception=False)
    path = address(url.name, record, world.here)
    assert (browser.get(path) if "GET" in url.how else browser.post(path, url.sends)).status_code == 404


@pytest.mark.parametrize("url", ABOUT_SOMETHING, ids=str)
def test_a_record_that_is_not_there(url, world, browsers):
    """Each part of the address in turn is of nothing."""
    browser = browsers.of(url.who.split()[0], raise_request_exception=False)
    path = address(url.name, url.record, world.here)
    for known in UID.findall(path):
        gone = path.replace(known, str(uuid.uuid4()))
        assert (browser.get(gone) if "GET" in url.how else browser.post(gone, url.sends)).status_code == 404
