"""Somebody who belongs to a council and to a supplier acts for one of them at a time, and for nobody else."""

import re

import pytest
from django.urls import reverse

from councils.organisations.models import ServiceArea
from councils.people.models import Membership
from socialvalue import clock
from tests.factories.councils import PASSWORD
from tests.world import time
from tests.world.looking import leaving_no_trace

ACT_FOR = {"council": "opportunities:list", "supplier": "portal_contracts:list"}


def _keys(world) -> dict[str, str]:
    return {
        "council": f"council-{world.here.council.uid}",
        "supplier": f"supplier-{world.alpha.supplier.uid}",
    }


@pytest.mark.parametrize("chosen", ACT_FOR)
def test_one_desk_at_a_time(chosen, world, browsers):
    """What the other standing would open stays shut."""
    with leaving_no_trace():
        browser = browsers.of("of_two")
        browser.post(reverse("people:act_for"), {"acting_for": _keys(world)[chosen]})
        for desk, page in ACT_FOR.items():
            assert browser.get(reverse(page)).status_code == (200 if desk == chosen else 403)


def test_the_page_says_for_whom_one_acts(world, browsers):
    """Who belongs to two councils and has not chosen acts for the first by name: the top says so, and the choice too."""
    with leaving_no_trace():
        both = (world.here.council, world.there.council)
        area = ServiceArea.objects.filter(council=world.there.council).first()
        Membership.objects.create(
            user=world.of_two, council=world.there.council, role="commissioner", service_area=area
        )
        first = min(both, key=lambda council: council.name)
        browser = browsers.of("of_two")
        page = browser.get(reverse("people:act_for")).content.decode()
        assert re.findall(r'app-header__name">([^<]+)<', page) == [first.name]
        assert re.findall(r'value="([^"]+)"[^>]*checked', page) == [f"council-{first.uid}"]


@pytest.mark.parametrize("who", ["commissioner", "member", "outsider", "of_two"])
def test_nobody_acts_for_whom_they_do_not_belong_to(who, world, browsers):
    """The key of another council or supplier, typed into the form, is refused and changes nothing."""
    for key in (f"council-{world.there.council.uid}", f"supplier-{world.beta.supplier.uid}", "council-", "x"):
        browser = browsers.of(who)
        with leaving_no_trace():
            assert browser.post(reverse("people:act_for"), {"acting_for": key}).status_code == 200
            listed = browser.get(reverse("opportunities:list"))
            assert "Birch" not in listed.content.decode()


def test_a_closed_membership_opens_nothing(world, browsers):
    """Whoever has left the council keeps the account and sees nothing."""
    with leaving_no_trace():
        world.of_two.memberships.update(active=False)
        world.of_two.supplier_memberships.update(active=False)
        browser = browsers.of("of_two")
        assert browser.get(reverse("opportunities:list")).status_code == 403
        assert browser.get(reverse("portal_contracts:list")).status_code == 403


def test_a_closed_account_is_signed_out(world, browsers):
    """An account that was closed does not go on in the browser in which it was open."""
    with leaving_no_trace():
        type(world.of_two).objects.filter(pk=world.of_two.pk).update(is_active=False)
        assert browsers.of("of_two").get(reverse("opportunities:list")).status_code == 302


def test_a_date_that_was_mistyped_leads_back_all_the_same(world, browsers):
    """Whoever moves the date on a page comes back to it, also after a mistake."""
    with leaving_no_trace():
        browser, day = (
            browsers.of("member"),
            {"day_0": "31", "day_1": "2", "day_2": "2028", "next": "/portal/bids/"},
        )
        page = browser.post(reverse("people:clock"), day).content.decode()
        assert "There is no 31 February 2028" in page and 'name="next" value="/portal/bids/"' in page
        assert browser.post(reverse("people:clock"), {**day, "day_0": "1"}).url == "/portal/bids/"
    time.at(time.NOW)


ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "///elsewhere.example",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("back", ELSEWHERE)
def test_nobody_is_led_to_another_site(back, world, browsers):
    """The page to go back to is one of ours, or home: after moving the date and after signing in."""
    day = {"day_0": "1", "day_1": "3", "day_2": "2028", "next": back}
    with leaving_no_trace():
        assert browsers.of("member").post(reverse("people:clock"), day).url == reverse("journey:home")
        known = {"login": world.of_two.email, "password": PASSWORD, "next": back}
        answer = browsers.of("anonymous").post(reverse("account_login"), known)
        assert answer.status_code == 302
        assert answer.url == reverse("journey:home")
    time.at(time.NOW)


@pytest.mark.parametrize("name", ["people:clock", "people:mail"])
def test_pages_of_the_demonstration_are_not_there_in_production(name, world, browsers, settings):
    """Nobody moves the clock or reads others' letters."""
    settings.DEMONSTRATION = False
    before = clock.today()
    for who in ("anonymous", "administrator", "lead", "member"):
        browser = browsers.of(who)
        sent = browser.post(reverse(name), {"day_0": "1", "day_1": "8", "day_2": "2030"})
        assert sent.status_code == 404
        assert browser.get(reverse(name)).status_code in (404, 405)
    assert clock.today() == before
