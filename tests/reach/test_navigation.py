"""On every page the main navigation says where one is."""

import re

import pytest
from django.urls import resolve

from tests.access_table.table import TABLE, Url
from tests.world.looking import address

CURRENT = re.compile(r'aria-current="true">(?:<strong[^>]*>)?([^<]+)<')
# Which item of the navigation is marked on the pages of an app; pages of other apps are nobody's, such as your account.
BELONGS = {
    "portal_journey": "Home",
    "portal_contracts": "Contracts",
    "portal_returns": "Contracts",
    "portal_tenders": "Tenders",
    "portal_bids": "Tenders",
    "portal_people": "Your organisation",
    "opportunities": "Procurements",
    "tenders": "Procurements",
    "bids": "Procurements",
    "contracts": "Contracts",
    "returns": "Returns",
    "reporting": "Reports",
    "policies": "Policy",
}
# Who stands for the readers of a page: somebody who has every item of its navigation that a page may belong to.
READERS = ("member", "lead", "auditor", "manager", "administrator")
PAGES = [url for url in TABLE if "GET" in url.how and url.who and url.name.partition(":")[0] in BELONGS]


@pytest.mark.parametrize("url", PAGES, ids=str)
def test_one_item_is_marked(url: Url, world, browsers):
    """One and no more: returns belong to the contracts of a supplier, bids to its tenders."""
    path = address(url.name, url.record, world.here)
    who = next((reader for reader in READERS if reader in url.who.split()), url.who.split()[0])
    answer = browsers.of(who).get(path)
    assert answer.status_code == 200
    if answer["Content-Type"].startswith("text/html"):
        here = path.partition("?")[0]
        item = "Policy" if here.startswith("/policy/") else BELONGS[resolve(here).app_name]
        assert CURRENT.findall(answer.content.decode()) == [item]


@pytest.mark.parametrize(("name", "words"), [("journey:home", "Your work"), ("people:council", "Council")])
def test_a_page_that_is_an_item_itself(name, words, world, browsers):
    """Your work is a page of the procurements' app, and no procurement."""
    page = browsers.of("administrator").get(address(name, "", world.here)).content.decode()
    assert CURRENT.findall(page) == [words]


def test_a_page_that_is_nowhere(world, browsers):
    """Your own account is no item, and an address that does not exist marks none."""
    assert CURRENT.findall(browsers.of("lead").get("/account/").content.decode()) == []
    assert CURRENT.findall(browsers.of("member").get("/portal/nowhere/").content.decode()) == []
