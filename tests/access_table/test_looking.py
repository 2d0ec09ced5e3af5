"""Every page and every download, opened once by everybody, of an own record and of one of the other council or supplier:
who gets in, what they may not read there, and that looking changes nothing."""

import html
from dataclasses import dataclass

import pytest

from tests.access_table.expected import ALL, answer, expected, expected_foreign
from tests.access_table.table import COUNCIL, SUPPLIERS, TABLE, Url
from tests.access_table.words import secrets
from tests.licensed_privacy import words as licensed
from tests.world import time
from tests.world.looking import Browsers, Watch, address, leaving_no_trace

READING = [url for url in TABLE if "GET" in url.how]
PAGES = [(url, "here") for url in READING] + [(url, "there") for url in READING if url.record]
MEMBERS = f"{COUNCIL}{SUPPLIERS}".split()


@dataclass(frozen=True)
class Opened:
    """One page as each person got it: what it ``got``, as the table says it, and what there is to read (of a download
    as a workbook too). ``wrote`` names the tables in which looking wrote something."""

    url: Url
    side: str
    got: dict[str, int | str]
    files: dict[str, list[bytes]]
    wrote: list[str]


def _opened(url: Url, side: str, path: str, browsers: Browsers) -> Opened:
    watch, got, files = Watch(browsers), {}, {}
    for who in ALL:
        response = browsers.of(who).get(path)
        got[who], files[who] = answer(response), [response.getvalue()]
        if "download" in url.name:
            workbook = browsers.of(who).get(f"{path}{'&' if '?' in path else '?'}as=xlsx")
            files[who].append(workbook.getvalue())
    return Opened(url, side, got, files, watch.written())


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: f"{page[0]} {page[1]}")
def opened(request, built, django_db_blocker) -> Opened:
    """The page, opened once for all that is asked of it."""
    url, side = request.param
    world, browsers = built
    with django_db_blocker.unblock(), leaving_no_trace():
        time.at(time.NOW)
        return _opened(url, side, address(url.name, url.record, getattr(world, side)), browsers)


@pytest.fixture(scope="module")
def hidden(built, django_db_blocker) -> dict[str, set[str]]:
    """The amounts of licensed values that each person must not see."""
    with django_db_blocker.unblock():
        return {who: licensed.secrets(built[0], who) for who in ALL}


def test_who_may_look(opened, world):
    """The right people get in, nobody else, and looking changes nothing."""
    foreign = opened.side == "there"
    wanted = {
        who: expected_foreign(opened.url, who, "GET") if foreign else expected(opened.url, who, "GET")
        for who in ALL
        if not (foreign and who == "rival")  # on the other side it is the rival's own
    }
    wrong = {
        who: f"{opened.got[who]} not {right}" for who, right in wanted.items() if opened.got[who] not in right
    }
    assert not wrong
    assert not opened.wrote, "looking at the page wrote something"


def test_nobody_reads_what_is_not_theirs(opened, hidden, world):
    """No unit value and no pounds of another council's licensed values, and none of a council's own for suppliers
    where its licence keeps them within the council; and, on an own record, nothing of other councils and suppliers,
    of sealed bids and of others' marks for whoever gets in."""
    found = {}
    for who, files in opened.files.items():
        text = "\n".join(map(licensed.read_in, files))
        said = [word for word in hidden[who] if word in text]
        if opened.side == "here" and who in opened.url.who.split() and who in MEMBERS:
            page = html.unescape(files[0].decode("utf-8", "replace"))
            said += [word for word in secrets(opened.url, who) if word in page]
        if said:
            found[who] = said
    assert not found
