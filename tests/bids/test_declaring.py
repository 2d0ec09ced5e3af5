"""What the policy has every supplier declare: frozen with the tender, declared at submission, kept with the bid."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from measures import services as measures
from procurement.bids import services
from procurement.bids.models import Bid
from procurement.tenders import queries as tenders
from procurement.tenders.domain.scheme import Declarations
from procurement.tenders.queries import scheme_of
from socialvalue.access.domain import Refusal
from tests.factories import bids as make
from tests.factories import councils as people
from tests.factories import opportunities as procurements
from tests.factories import tenders as make_tenders

WORDS = ("pay on time", "keep <b>good</b> order")


@pytest.fixture
def asks(rotherham, monkeypatch):
    """Rotherham's tender as if its policy had two declarations made; its own policy asks for none."""
    asked = Declarations(WORDS, "Social Value Policy, Declarations")
    monkeypatch.setattr("procurement.tenders.services.queries.declarations", lambda actor, purchase: asked)
    return make_tenders.published_tender(rotherham)


@pytest.fixture
def north_east(db):
    people.load_national()
    path = people.ROOT / "fixtures/councils/north-east-lincolnshire.yaml"
    return measures.load_framework(path=path).council


def test_a_policy_without_declarations_asks_for_none_and_its_scheme_is_written_as_before(rotherham):
    tender = make_tenders.published_tender(rotherham)
    assert "declarations" not in tender.scheme and scheme_of(tender).declarations == Declarations()
    bid = make.whole_bid(tender)
    services.submit(bid=bid, version=Bid.objects.get().version, by=bid.actor)
    assert Bid.objects.get().declared == []


def test_six_declarations_are_frozen_with_a_tender_of_north_east_lincolnshire(north_east):
    """The policy's Defining Social Value lists six, from modern slavery to the supply chain."""
    by = procurements.commissioner(north_east)
    purchase = procurements.draft_procurement(north_east, by)
    asked = tenders.declarations(by, purchase)
    assert len(asked.texts) == 6 and asked.texts[0].startswith("strictly forbid modern slavery")
    assert "Defining Social Value" in asked.clause


def test_the_page_of_an_offer_says_what_is_declared_with_every_figure(rotherham, client):
    """Rotherham's apprenticeships: only new ones are counted. Its emissions ask for nothing of the kind."""
    bid = make.whole_bid(make_tenders.published_tender(rotherham))
    client.force_login(people.user_of(bid.actor))
    asked = {one.key: one for one in scheme_of(bid.tender).measures}
    level = reverse("portal_bids:offer_variant", args=[bid.uid, asked["apprenticeships"].uid, "level-3"])
    page = client.get(level).content.decode()
    assert "If you win, you declare with every figure" in page
    assert "Only new apprentices are counted" in page
    plain = client.get(reverse("portal_bids:offer", args=[bid.uid, asked["emissions"].uid]))
    assert "you declare with every figure" not in plain.content.decode()
    tender = client.get(reverse("portal_tenders:tender", args=[bid.tender.uid])).content.decode()
    assert "The supplier declares with every figure" in tender


def test_nothing_is_submitted_without_the_declarations(asks):
    bid = make.whole_bid(asks)
    with pytest.raises(Refusal, match="Tick the box to declare") as refused:
        services.submit(bid=bid, version=Bid.objects.get().version, by=bid.actor)
    assert refused.value.field == "declares" and Bid.objects.get().status == "draft"
    services.submit(bid=bid, version=Bid.objects.get().version, by=bid.actor, declares=True)
    assert Bid.objects.get().declared == list(WORDS)


def test_a_bid_that_is_taken_back_has_declared_nothing(asks):
    bid = make.whole_bid(asks)
    services.submit(bid=bid, version=Bid.objects.get().version, by=bid.actor, declares=True)
    services.withdraw(bid=bid, version=Bid.objects.get().version, by=bid.actor)
    assert Bid.objects.get().declared == []


def test_the_pages_ask_keep_and_show_what_is_declared(client, asks, at):
    bid = make.whole_bid(asks)
    client.force_login(people.user_of(bid.actor))
    tender = client.get(reverse("portal_tenders:tender", args=[asks.uid])).content.decode()
    assert "pay on time" in tender and "keep &lt;b&gt;good&lt;/b&gt; order" in tender
    check = reverse("portal_bids:check", args=[bid.uid])
    page = client.get(check).content.decode()
    assert "pay on time" in page and 'name="declares"' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    page = client.post(check, {"version": version, "declared": "on"}).content.decode()
    assert "Tick the box to declare what the council asks" in page and Bid.objects.get().status == "draft"
    assert client.post(check, {"version": version, "declared": "on", "declares": "on"}).status_code == 302
    own = client.get(reverse("portal_bids:bid", args=[bid.uid])).content.decode()
    assert "You declared, when you submitted" in own and "pay on time" in own
    at((asks.deadline + timedelta(minutes=1)).isoformat())
    asks.refresh_from_db()
    services.open_bids(tender=asks, version=asks.version, by=asks.lead)
    client.force_login(people.user_of(asks.lead))
    page = client.get(reverse("bids:bid", args=[bid.uid])).content.decode()
    assert "declared, when it submitted" in page and "keep &lt;b&gt;good&lt;/b&gt; order" in page
