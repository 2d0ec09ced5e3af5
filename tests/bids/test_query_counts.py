"""A page with 50 rows asks the database as often as one with 2."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.bids import queries
from procurement.bids.models import Bid, Price, Score
from socialvalue import clock
from tests.factories import bids as make
from tests.factories.councils import supplier
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db
MANY = 48


def add_bids(tender, number=MANY):
    """More opened bids, each with its price and the scores that the first bid has."""
    first = Bid.objects.get(pk=tender.made[0].pk)
    given = list(Score.objects.filter(bid=first))
    agreed = list(first.moderations.all())
    for at in range(number):
        bid = Bid.objects.create(
            council=tender.council,
            tender=tender,
            supplier=supplier(f"Bidder {at}"),
            status=first.status,
            created_at=clock.now(),
            submitted_at=clock.now(),
        )
        Price.objects.create(council=tender.council, bid=bid, amount_ex_vat=100_000 + at)
        for row in (*given, *agreed):
            copy = type(row)(
                **{
                    field.name: getattr(row, field.name)
                    for field in row._meta.fields
                    if field.name not in ("id", "uid", "bid")
                },
                bid=bid,
            )
            copy.save()


def count(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def same(client, urls, grow):
    for url in urls:
        client.get(url)
    before = {url: count(client, url) for url in urls}
    grow()
    after = {url: count(client, url) for url in urls}
    assert after == before


def test_pages_of_opened_bids(rotherham, browser):
    tender = make.opened_tender(rotherham)
    make.score_everything(tender)
    lead = browser(tender.lead)
    question = queries.frozen_scheme(tender).questions[0].uid
    urls = [
        reverse("bids:of_tender", args=[tender.uid]),
        reverse("bids:moderate", args=[tender.uid]),
        reverse("bids:moderate_answer", args=[tender.uid, tender.made[0].uid, question]),
    ]
    same(lead, urls, lambda: add_bids(tender, MANY // 2))
    assert lead.get(urls[0]).content.decode().count("Bidder ") == MANY // 2
    scorer = browser(tender.scorers[0])
    same(scorer, [reverse("bids:score", args=[tender.uid])], lambda: add_bids_named(tender))


def add_bids_named(tender):
    add_bids(tender, MANY // 2)


def test_the_result(rotherham, browser):
    tender = make.scored_tender(rotherham)
    urls = [reverse("bids:result", args=[tender.uid]), reverse("bids:award", args=[tender.uid])]
    same(browser(tender.lead), urls, lambda: add_bids(tender))


def test_the_list_of_own_bids_and_what_waits(rotherham, browser):
    tender = published_tender(rotherham)
    bid = make.draft_bid(tender)

    def more(number):
        for _ in range(number):
            copy = published_tender(rotherham, by=tender.lead, scorers=tender.scorers)
            make.draft_bid(copy, bid.actor)

    more(1)
    client = browser(bid.actor)
    urls = [reverse("portal_bids:list"), reverse("portal_journey:home")]
    same(client, urls, lambda: more(6))


def test_a_bid_with_many_offers(rotherham, browser):
    measures = (
        "local-jobs",
        "apprenticeships",
        "skills",
        "emissions",
        "donations",
        "local-spend",
        "business-advice",
    )
    tender = published_tender(rotherham, measures=measures)
    bid = make.whole_bid(tender, offers={"local-jobs": 1, "emissions": 1})
    client = browser(bid.actor)
    more = [
        "apprenticeships:level-2",
        "apprenticeships:level-3",
        "skills:level-2",
        "skills:level-3",
        "donations",
    ]
    urls = [reverse("portal_bids:bid", args=[bid.uid]), reverse("portal_bids:check", args=[bid.uid])]
    same(client, urls, lambda: [make.offer(bid, key, 1) for key in (*more, "local-spend", "business-advice")])


def test_what_waits_for_staff(rotherham):
    tenders = [make.opened_tender(rotherham) for _ in range(2)]
    lead, scorer = tenders[0].lead, tenders[0].scorers[0]

    def ask():
        with CaptureQueriesContext(connection) as asked:
            queries.waiting(lead)
            queries.waiting(scorer)
        return len(asked)

    before = ask()
    for _ in range(3):
        make.opened_tender(tender=published_tender(rotherham, by=lead, scorers=tenders[0].scorers))
    assert ask() == before
