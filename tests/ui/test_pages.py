"""The kit's pages: sound HTML, nothing that the content security policy refuses, and no text that becomes markup."""

import pytest

from tests.ui import kit
from tests.ui.reading import Reader

pytestmark = pytest.mark.urls("tests.ui.urls")

PAGES = {
    "parts": lambda: kit.draw(kit.page("parts")),
    "list": lambda: kit.draw(kit.page("list")),
    "empty form": lambda: kit.draw(kit.page("forms"), form=kit.EveryField(version=3)),
    "wrong form": lambda: kit.draw(kit.page("forms"), form=kit.wrong_form()),
    "403": lambda: kit.draw('{% extends "403.html" %}', reason="You need to be an approver."),
    "404": lambda: kit.draw('{% extends "404.html" %}'),
    "409": lambda: kit.draw('{% extends "409.html" %}'),
    "500": lambda: kit.draw('{% extends "500.html" %}'),
}


@pytest.fixture(params=PAGES)
def drawn(request) -> str:
    """Each page's HTML."""
    return PAGES[request.param]()


def test_every_tag_is_closed_and_every_id_is_used_once(drawn):
    page = Reader(drawn)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)


def test_everything_that_points_to_an_id_finds_it(drawn):
    page = Reader(drawn)
    assert set(page.pointed_at) - set(page.ids) == set()


def test_nothing_is_there_that_the_content_security_policy_refuses(drawn):
    for tag, name, value in Reader(drawn).attributes:
        assert name != "style", (tag, value)
        assert not name.startswith("on"), (tag, name)
        assert not (value or "").startswith("javascript:")
    for opening in ("<script", "<style"):
        for start in drawn.split(opening)[1:]:
            head = start.split(">")[0]
            assert 'nonce="kit-nonce"' in head or "src=" in head


def test_text_stays_text():
    parts = kit.draw(kit.page("parts"))
    assert "<script>alert" not in parts
    assert Reader(parts).text.count(kit.NASTY) == 2


def test_the_title_says_that_there_is_an_error():
    title = PAGES["wrong form"]().split("<title>")[1].split("</title>")[0]
    assert title == "Error: Build the tender - Social value - Rotherham Metropolitan Borough Council"


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        ("#00539f", "#00539f"),
        ("#ffee00", "#1d70b8"),  # white words on yellow cannot be read
        ("red}body{display:none", "#1d70b8"),
        ("", "#1d70b8"),
    ],
)
def test_a_council_colour_is_used_if_it_is_one_and_can_be_read(colour, shown):
    page = kit.draw('{% extends "base.html" %}', actor_bar=kit.Bar(colour=colour))
    assert f"--govuk-brand-colour: {shown};" in page


def test_the_strip_on_top_says_for_whom_you_act_and_lets_you_switch():
    page = Reader(kit.draw('{% extends "base.html" %}')).text
    assert "Rotherham Metropolitan Borough Council" in page
    assert "Signed in as Priya Shah" in page
    assert "Switch who you act for" in page
    assert "Sign out" in page


def test_a_supplier_goes_home_to_its_portal():
    page = kit.draw('{% extends "base.html" %}', actor_bar=kit.Bar(audience="supplier", can_switch=False))
    assert ("a", "href", "/portal/") in Reader(page).attributes
    assert "Switch" not in Reader(page).text


def test_a_visitor_can_sign_in():
    bar = kit.Bar(organisation="Social value", signed_in=False, can_switch=False, audience="public")
    page = Reader(kit.draw('{% extends "base.html" %}', actor_bar=bar, navigation=[])).text
    assert "Sign in" in page
    assert "Sign out" not in page


def test_the_demonstration_says_so_on_every_page_and_production_does_not():
    assert "People, suppliers and bids are invented. It is 3 December 2026 here" in Reader(
        kit.draw('{% extends "base.html" %}')
    ).text.replace(" .", ".")
    assert "invented" not in kit.draw('{% extends "base.html" %}', demonstration=None)
