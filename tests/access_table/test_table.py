"""Every address is in the table; what is sent, by every person, on an own record and on one of the other council or
supplier. What is opened stands in ``test_looking.py``."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access_table.expected import ALL, TAKEN, expected, expected_foreign, verdict
from tests.access_table.table import (
    ADMINISTRATION,
    LIBRARY,
    OLD_PATHS_OF_ALLAUTH,
    TABLE,
    Url,
)
from tests.factories.returns import pdf
from tests.world import time
from tests.world.looking import Browsers, Watch, address, leaving_no_trace, value_of
from tests.world.pages import read
from tests.world.town import Town

READING = [url for url in TABLE if "GET" in url.how]
WRITING = [url for url in TABLE if "POST" in url.how]


def _patterns(resolver: URLResolver, names: str = "", path: str = "") -> Iterator[tuple[str | None, str]]:
    for one in resolver.url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLPattern):
            yield (f"{names}{one.name}" if one.name else None), here
        else:
            yield from _patterns(one, f"{names}{one.namespace}:" if one.namespace else names, here)


def test_every_address_is_in_the_table():
    """A new page has to say who gets in; a line of a page that is gone has to go."""
    found = {
        name or path
        for name, path in _patterns(get_resolver())
        if not path.startswith((ADMINISTRATION, OLD_PATHS_OF_ALLAUTH))
    }
    told = {url.name for url in TABLE} | set(LIBRARY)
    assert sorted(found - told) == [], "addresses that are not in the table"
    assert sorted(told - found) == [], "lines of the table without an address"


def test_the_table_names_people_who_are_there(world):
    """A word that nobody has would test nothing."""
    assert set(world.actors()) == set(ALL)
    for url in TABLE:
        words = f"{url.who} {url.unseen} {url.barred} {url.refused} {url.onward}".split()
        assert set(words) <= set(ALL), url
        assert len(words) == len(set(words)), f"{url}: somebody stands in two columns"


def _first(url: Url) -> str:
    return (url.who or url.refused or url.unseen).split()[0]


def filled(url: Url, town: Town, browsers: Browsers, path: str, who: str) -> dict:
    """What is sent: the page's own form as ``who`` sees it, with what the table fills in."""
    data: dict = {}
    page = browsers.of(who).get(path)
    form = read(path, page.content.decode()).form_to(path) if page.status_code == 200 else None
    if form:
        data = {name: values if len(values) > 1 else values[0] for name, values in form.data().items()}
    for name, value in url.sends.items():
        if name.endswith("*"):
            data |= {one: value for one in data if one.startswith(name[:-1]) and not data[one]}
        elif value.startswith("="):
            data[name] = value_of(town, value[1:])
        else:
            data[name] = _file(value[1:]) if value.startswith("@") else value
    return data


def _file(name: str):
    return (
        SimpleUploadedFile(name, b"Title,Reference,Value\nGrass,NT1,1\n")
        if name.endswith(".csv")
        else pdf(name, b"more")
    )


def sent(browsers: Browsers, watch: Watch, who: str, path: str, data: dict):
    """The answer to a POST, and the tables in which it wrote; all of it is taken back."""
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    with leaving_no_trace():
        watch.begin()
        response = browsers.of(who).post(path, data)
        wrote = watch.written()
    time.at(time.NOW)
    return response, wrote


@pytest.mark.parametrize("url", WRITING, ids=str)
def test_who_may_send(url, world, browsers):
    """Everybody sends the same, in order: it is taken from the right people, and nobody else changes anything."""
    path = address(url.name, url.record, world.here)
    data, wrong = filled(url, world.here, browsers, path, _first(url)), {}
    watch = Watch(browsers)
    for who in ALL:
        mine = filled(url, world.here, browsers, path, who) if url.own and who in url.who.split() else data
        response, wrote = sent(browsers, watch, who, path, mine)
        got = verdict(response, "POST")
        if got not in expected(url, who, "POST"):
            wrong[who] = f"{got} not {expected(url, who, 'POST')}"
        elif got != TAKEN and wrote:
            wrong[who] = f"{got}, and yet it wrote to {wrote}"
    assert not wrong, data


@pytest.mark.parametrize("url", [url for url in WRITING if url.record], ids=str)
def test_who_may_send_to_what_is_anothers(url, world, browsers):
    """The same sent to a record of the other council, or of the other supplier: nothing changes."""
    path = address(url.name, url.record, world.there)
    here = address(url.name, url.record, world.here)
    data, wrong = filled(url, world.here, browsers, here, _first(url)), {}
    watch = Watch(browsers)
    for who in (who for who in ALL if who != "rival"):
        response, wrote = sent(browsers, watch, who, path, data)
        got = verdict(response, "POST")
        if got not in expected_foreign(url, who, "POST"):
            wrong[who] = f"{got} not {expected_foreign(url, who, 'POST')}"
        elif got != TAKEN and wrote:
            wrong[who] = f"{got}, and yet it wrote to {wrote}"
    assert not wrong, data


ONLY_SENT = sorted({url.name for url in WRITING} - {url.name for url in READING})


@pytest.mark.parametrize("name", ONLY_SENT)
def test_what_is_only_sent_cannot_be_opened(name, world, browsers):
    """A link, or a picture in a letter, must not be able to do what only a button may."""
    url = next(url for url in WRITING if url.name == name and (url.who or url.onward))
    path, watch = address(url.name, url.record, world.here), Watch(browsers)
    assert browsers.of(url.who.split()[0]).get(path).status_code == 405
    assert not watch.written()


@pytest.mark.parametrize("url", WRITING, ids=str)
def test_nothing_is_taken_from_another_site(url, world, browsers):
    """Every form carries the sign that it came from our own page."""
    who = _first(url)
    path, watch = address(url.name, url.record, world.here), Watch(browsers)
    assert browsers.of(who, enforce_csrf_checks=True).post(path, {}).status_code == 403
    assert not watch.written()


READ_ONLY = sorted({url.name for url in READING} - {url.name for url in WRITING})


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_is_only_read_takes_nothing(name, world, browsers):
    """Something sent to a page without a form changes nothing."""
    url = next(url for url in READING if url.name == name and (url.who or url.onward))
    path, watch = address(url.name, url.record, world.here), Watch(browsers)
    with leaving_no_trace():
        who = (url.who or url.onward).split()[0]
        browsers.of(who).post(path, {"version": "1", "title": "Another"})
        assert not watch.written()
