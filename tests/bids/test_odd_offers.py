"""A bidder is told what looks odd about its quantities, and how long a bid takes; nothing is refused for it."""

import pytest
from django.urls import reverse

from procurement.bids import queries
from procurement.bids.models import Bid
from tests.factories import bids as make
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db
MEASURES = ("local-jobs", "donations", "local-spend", "apprenticeships")
ONE, ALL = "Does this look right?", "Do these quantities look right?"


@pytest.fixture
def tender(rotherham):
    """£120,000 over the four years from 1 April 2027."""
    return published_tender(rotherham, measures=MEASURES)


def page(browser, bid, name, *args, **sent) -> str:
    client, url = browser(bid.actor), reverse(f"portal_bids:{name}", args=[bid.uid, *args])
    return (client.post(url, sent) if sent else client.get(url)).content.decode()


def measure(tender, key):
    return next(one.uid for one in queries.frozen_scheme(tender).measures if one.key == key)


def findings(bid) -> list[str]:
    held = queries.contents(bid.actor, bid)
    return [one.sentence for one in queries.odd(bid.actor, bid, [(slot, slot.total) for slot in held.offers])]


def test_what_is_typed_is_looked_at_before_it_is_saved(tender, browser):
    """2 people for 4 years at 25,877.80 a year each are £51,755.60, 172.5% of 120,000 / 4 = £30,000 a year."""
    bid, jobs = make.draft_bid(tender), measure(tender, "local-jobs")
    quarters = queries.frozen_scheme(tender).quarters
    typed = {f"quarter_{quarter.start:%Y_%m_%d}": "2" for quarter in quarters}
    said = page(browser, bid, "offer", jobs, add_up="1", version="0", **typed)
    assert ONE in said and "Only you see this note." in said
    assert "8 FTE-years over 4 years are 2 full-time people in post on average." in said
    assert "£51,755.60 a year, which is 172.5% of the value in the tender of £30,000.00 a year." in said
    fewer = {name: "0.5" for name in typed}  # 12,938.90 of 30,000 are 43.1%
    assert ONE not in page(browser, bid, "offer", jobs, add_up="1", version="0", **fewer)
    assert ONE not in page(browser, bid, "offer", jobs)


def test_the_bidders_own_price_is_what_counts_once_it_is_there(tender):
    bid = make.whole_bid(tender, price="500000", offers={"local-jobs": 2})
    assert findings(bid) == []  # 51,755.60 of 500,000 / 4 are 41.4%
    bid = make.whole_bid(tender, price="200000", offers={"local-jobs": 2})
    (said,) = findings(bid)  # 51,755.60 of 50,000 are 103.5%
    assert "which is 103.5% of your price of £50,000.00 a year" in said


def test_money_given_is_not_money_spent(tender):
    """£1,000 in each of 16 quarters are £16,000: 12.8% of £125,000 is much to give, and little to spend."""
    bid = make.whole_bid(tender, price="125000", offers={"donations": 1000, "local-spend": 1000})
    (said,) = findings(bid)
    assert said == "£16,000.00 given away is 12.8% of your price of £125,000.00. More than 10% looks odd."


def test_a_small_business_is_told_of_its_size(tender):
    bid = make.draft_bid(tender)
    bid.supplier.size = "micro"
    make.offer(bid, "local-jobs", 10)
    assert any("more than the 9 who work in a micro business at most" in said for said in findings(bid))


def test_check_your_answers_names_each_and_takes_the_bid_all_the_same(tender, browser):
    bid = make.whole_bid(tender, price="125000", offers={"donations": 1000, "local-jobs": 2})
    said = page(browser, bid, "check")
    assert ALL in said and ONE not in said
    assert "<strong>Monetary donation to the VCS.</strong> £16,000.00 given away" in said
    assert "You may offer this all the same." in said
    page(browser, bid, "check", version=str(bid.version), declared="on", declares="on")
    assert Bid.objects.get(pk=bid.pk).status == "submitted"


def test_nothing_is_said_where_nothing_is_odd(tender, browser):
    bid = make.whole_bid(tender, price="500000", offers={"donations": 1000, "local-jobs": 2})
    assert ALL not in page(browser, bid, "check")


def test_no_evaluator_and_no_other_supplier_is_told(tender, browser):
    """The note reckons with the price, which nobody sees who scores."""
    bid = make.submitted_bid(tender, price="125000", offers={"donations": 1000})
    make.close(tender)
    opened = make.opened_tender(tender=tender, bids=[])
    for actor in (opened.scorers[0], opened.lead):
        shown = browser(actor).get(reverse("bids:bid", args=[bid.uid])).content.decode()
        assert "Monetary donation" in shown
        assert ONE not in shown and ALL not in shown and "12.8%" not in shown
    assert browser(make.bidder()).get(reverse("portal_bids:check", args=[bid.uid])).status_code == 404


def test_an_evaluator_who_asks_gets_nothing_out_of_the_price(tender):
    """£16,000 is 12.8% of the price of £125,000, and 13.3% of the £120,000 that everybody reads in the tender."""
    bid = make.submitted_bid(tender, price="125000", offers={"donations": 1000})
    opened = make.opened_tender(tender=tender, bids=[])
    scorer = opened.scorers[0]
    read = queries.bid(scorer, bid.uid)
    slots = queries.contents(scorer, read).offers
    (found,) = queries.odd(scorer, read, [(slot, slot.total) for slot in slots])
    assert "13.3% of the value in the tender of £120,000.00" in found.sentence


def test_it_takes_as_many_queries_for_many_offers_as_for_one(tender, django_assert_num_queries):
    bid = make.whole_bid(tender, offers={key: 1 for key in ("local-jobs", "donations", "local-spend")})
    fresh = queries.bid(bid.actor, bid.uid)
    slots = queries.contents(bid.actor, fresh).offers
    for number in (1, 3):
        with django_assert_num_queries(2):
            queries.odd(bid.actor, fresh, [(slot, slot.total) for slot in slots[:number]])


def test_the_tender_says_how_long_a_bid_takes(tender, browser):
    """30 to start, 30 for the price, 2 x 60 and 45 for the questions, jobs 25, two measures in pounds 15 each,
    apprenticeships at three levels 15 + 2 x 5: 305 minutes. A return: 10, jobs and two measures in pounds 10 each and 10
    for evidence, apprenticeships 5 + 10 + 2 x 5: 95 minutes."""
    url = reverse("portal_tenders:tender", args=[tender.uid])
    shown = browser(make.bidder()).get(url).content.decode()
    assert "About 5 hours 5 minutes to bid; about 1 hour 35 minutes a quarter to report, if you win." in shown
    assert "These are our own estimates" in shown
