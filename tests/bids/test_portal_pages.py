"""The supplier's pages, as a browser without JavaScript uses them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from procurement.bids import queries
from procurement.bids.models import Bid, Offer
from tests.factories import bids as make
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(rotherham):
    return published_tender(rotherham)


def url(name, *args):
    return reverse(f"portal_bids:{name}", args=args)


def measure(tender, key):
    return next(one for one in queries.frozen_scheme(tender).measures if one.key == key)


def jobs_url(bid):
    return url("offer", bid.uid, measure(bid.tender, "local-jobs").uid)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_page_of_the_tender_knows_of_your_bid(tender, browser, frozen):
    """To start it, to go on with it, to look at it; once it is too late nothing is to be started."""
    actor, stranger = make.bidder(), make.bidder()
    page = reverse("portal_tenders:tender", args=[tender.uid])
    client, other = browser(actor), browser(stranger)
    assert text_of(client.get(page)).count("Start your bid") == 2
    bid = make.draft_bid(tender, actor)
    draft = text_of(client.get(page))
    assert "Continue your bid" in draft and "Start your bid" not in draft
    assert "Start your bid" in text_of(other.get(page))
    bid.delete()
    make.submitted_bid(tender, actor)
    sent = text_of(client.get(page))
    assert "Look at your bid" in sent and "Submitted" in sent and "Continue" not in sent
    make.draft_bid(tender, stranger)
    make.close(tender)
    assert "Look at your bid" in text_of(client.get(page))
    assert "You did not submit" in text_of(other.get(page))
    assert "your bid</" not in text_of(browser(make.bidder()).get(page))


def test_the_bid_says_how_many_commitments_it_must_offer(tender, browser):
    bid = make.draft_bid(tender)
    page = text_of(browser(bid.actor).get(url("bid", bid.uid)))
    assert f"but your bid must offer {queries.frozen_scheme(tender).least_commitments.words}." in page


@pytest.mark.parametrize("typed", ["0", "-1", "0.001"])
def test_a_price_of_nothing_is_refused_in_words_that_are_true(tender, browser, typed):
    bid = make.draft_bid(tender)
    page = text_of(browser(bid.actor).post(url("price", bid.uid), {"amount_ex_vat": typed, "version": 0}))
    said = "must be in pounds and pence" if "." in typed else "must be £0.01 or more"
    assert f"Your price {said}" in page


def test_a_bid_is_written_checked_and_submitted(tender, browser):
    actor = make.bidder()
    client = browser(actor)
    started = client.post(url("start", tender.uid))
    bid = Bid.objects.get()
    assert started.url == url("bid", bid.uid)
    page = text_of(client.get(started.url))
    assert "Your price" in page
    assert "Apprenticeships, Level 2" in page
    assert client.post(url("price", bid.uid), {"amount_ex_vat": "112,500", "version": 0}).status_code == 302
    for question in queries.frozen_scheme(tender).questions:
        sent = client.post(url("answer", bid.uid, question.uid), {"text": "We do.", "version": 0})
        assert sent.status_code == 302
    cells = {"quarter_2027_04_01": "5", "quarter_2027_07_01": "5", "how": "With the college.", "version": 0}
    assert client.post(jobs_url(bid), cells).status_code == 302
    checked = text_of(client.get(url("check", bid.uid)))
    assert "£112,500.00" in checked
    # 5 FTE in two of sixteen quarters are 0.625 on average; 2 x 5 x 0.25 = 2.5 FTE-years
    assert "0.625 FTE in post on average: 2.5 FTE-years" in checked
    bid.refresh_from_db()
    sent = client.post(url("check", bid.uid), {"version": bid.version, "declared": "on"})
    assert sent.url == url("submitted", bid.uid)
    bid.refresh_from_db()
    assert bid.receipt in text_of(client.get(sent.url))
    assert "Your bid is sealed" in text_of(client.get(url("bid", bid.uid)))


def test_an_offer_in_another_unit_is_refused_at_its_box(tender, browser):
    """6 jobs are no FTE; 4.5 FTE are."""
    client = browser(make.draft_bid(tender).actor)
    bid = Bid.objects.get()
    cells = {"quarter_2027_04_01": "6 jobs", "how": "With the college.", "version": 0}
    page = text_of(client.post(jobs_url(bid), cells))
    assert "6 jobs may be fewer: enter the FTE, such as 4.5" in page and 'value="6 jobs"' in page
    assert not Offer.objects.exists()
    assert client.post(jobs_url(bid), cells | {"quarter_2027_04_01": "4.5 FTE"}).status_code == 302


def test_a_bid_is_submitted_only_with_its_declaration(tender, browser):
    bid = make.whole_bid(tender)
    answer = browser(bid.actor).post(url("check", bid.uid), {"version": bid.version})
    assert "Tick the box to declare this" in text_of(answer)
    assert Bid.objects.get().status == "draft"


def test_an_incomplete_bid_is_told_everything_that_is_missing(tender, browser):
    bid = make.draft_bid(tender)
    client = browser(bid.actor)
    for answer in (
        client.get(url("check", bid.uid)),
        client.post(url("check", bid.uid), {"version": 1, "declared": "on"}),
    ):
        page = text_of(answer)
        for sentence in (
            "Enter your price.",
            "Answer quality question 1.",
            "Answer quality question 2.",
            "Answer social value question 1.",
            "Offer at least 1 commitment that can be counted",
        ):
            assert sentence in page
    assert "There is a problem" in page
    assert Bid.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-3", ": enter 0 or more"),
        ("10001", ": enter 10,000 or less"),
        ("1.00001", " must have no more than 4 decimal places"),
        ("many", " must be a number"),
        ("9" * 40, ": enter 10,000 or less"),
    ],
)
def test_a_quantity_that_cannot_be_is_told_beside_its_cell_and_kept(tender, browser, typed, words):
    bid = make.draft_bid(tender)
    sent = {"quarter_2027_04_01": "2", "quarter_2027_07_01": typed, "how": "So.", "version": 0}
    page = text_of(browser(bid.actor).post(jobs_url(bid), sent))
    assert f'value="{typed}"' in page
    assert 'id="id_quarter_2027_07_01_error"' in page
    assert 'href="#id_quarter_2027_07_01"' in page
    assert f"Quarter 2 of 2027/28{words}" in page
    assert 'value="2"' in page
    assert "0.125 FTE in post on average: 0.5 FTE-years" in page
    assert not Offer.objects.exists()


def test_an_offer_of_nothing_is_told_at_the_first_cell(tender, browser):
    bid = make.draft_bid(tender)
    page = text_of(browser(bid.actor).post(jobs_url(bid), {"how": "So.", "version": 0}))
    assert "Enter a quantity in at least one quarter" in page
    assert 'id="id_quarter_2027_04_01_error"' in page


def test_adding_up_shows_the_total_and_saves_nothing(tender, browser):
    bid = make.draft_bid(tender)
    sent = {f"quarter_{year}": "5" for year in ("2027_04_01", "2027_07_01", "2027_10_01", "2028_01_01")}
    page = text_of(browser(bid.actor).post(jobs_url(bid), {**sent, "how": "", "version": 0, "add_up": "1"}))
    assert "1.25 FTE in post on average: 5 FTE-years" in page
    assert "not saved yet" in page
    assert not Offer.objects.exists()


def test_each_cell_has_a_label_that_says_its_quarter_and_days(tender, browser):
    bid = make.draft_bid(tender)
    page = text_of(browser(bid.actor).get(jobs_url(bid)))
    assert page.count('for="id_quarter_') == 16
    assert (
        "Quarter 2 of 2027/28, 1 July to 30 September 2027, FTE in post, on average over the period" in page
    )


def test_removing_an_offer_is_asked_first(tender, browser):
    """What is deleted is said on a page of its own; of what was never offered there is nothing to remove."""
    bid = make.whole_bid(tender, offers={"local-jobs": 5})
    client, jobs = browser(bid.actor), measure(tender, "local-jobs").uid
    ask = url("offer_remove", bid.uid, jobs)
    assert f'href="{ask}"' in text_of(client.get(jobs_url(bid)))
    page = text_of(client.get(ask))
    assert "Remove your offer on Local jobs?" in page and "5 FTE in post on average" in page
    assert Offer.objects.count() == 1
    version = Offer.objects.get().version
    assert client.post(ask, {"version": version + 1}).status_code == 409
    assert client.post(ask, {"version": version}).status_code == 302
    assert not Offer.objects.exists()
    assert client.get(ask).url == url("bid", bid.uid)


def test_an_offer_that_somebody_else_changed_is_told_and_what_was_typed_is_kept(tender, browser):
    bid = make.draft_bid(tender)
    client = browser(bid.actor)
    first = {"quarter_2027_04_01": "5", "how": "First.", "version": 0}
    assert client.post(jobs_url(bid), first).status_code == 302
    late = client.post(jobs_url(bid), {"quarter_2027_04_01": "7", "how": "Second.", "version": 0})
    assert late.status_code == 409
    assert 'value="7"' in text_of(late)
    again = client.post(jobs_url(bid), {"quarter_2027_04_01": "7", "how": "Second.", "version": 1})
    assert again.status_code == 302


def test_an_offer_is_removed_by_its_button(tender, browser):
    bid = make.whole_bid(tender)
    remove = url("offer_remove", bid.uid, measure(tender, "local-jobs").uid)
    assert browser(bid.actor).post(remove, {"version": 1}).status_code == 302
    assert not Offer.objects.exists()


def test_a_submitted_bid_can_be_changed_and_submitted_again(tender, browser):
    bid = make.submitted_bid(tender)
    client = browser(bid.actor)
    assert "Change your bid" in text_of(client.get(url("bid", bid.uid)))
    assert "will be a draft again" in text_of(client.get(url("change", bid.uid)))
    assert client.post(url("change", bid.uid), {"version": bid.version}).status_code == 302
    bid.refresh_from_db()
    assert bid.status == "draft"
    sent = client.post(url("check", bid.uid), {"version": bid.version, "declared": "on"})
    assert sent.url == url("submitted", bid.uid)


def test_writing_pages_lead_back_to_a_bid_that_cannot_be_changed(tender, browser):
    bid = make.submitted_bid(tender)
    client = browser(bid.actor)
    question = queries.frozen_scheme(tender).questions[0].uid
    for page in (
        url("price", bid.uid),
        url("answer", bid.uid, question),
        jobs_url(bid),
        url("check", bid.uid),
    ):
        assert client.get(page).url == url("bid", bid.uid)


def test_after_the_deadline_a_bid_is_refused_with_a_sentence(tender, browser, frozen):
    bid = make.whole_bid(tender)
    client = browser(bid.actor)
    frozen(tender.deadline + timedelta(seconds=1))
    page = text_of(client.post(url("check", bid.uid), {"version": bid.version, "declared": "on"}))
    assert "Bids closed on" in page
    assert "There is a problem" in page
    price = client.post(url("price", bid.uid), {"amount_ex_vat": "98765", "version": 1})
    assert 'value="98765"' in text_of(price)
    assert "Bids closed on" in text_of(price)
    assert "was not submitted, so it does not count" in text_of(client.get(url("bid", bid.uid)))
    assert client.post(url("start", tender.uid)).url == url("bid", bid.uid)
    assert browser(make.bidder()).post(url("start", tender.uid)).status_code == 400


def test_each_supplier_is_told_its_outcome_plainly(rotherham, browser):
    tender = make.awarded_tender(rotherham)
    won, lost = tender.made
    assert "Successful" in text_of(browser(won.actor).get(url("bid", won.uid)))
    page = text_of(browser(lost.actor).get(url("bid", lost.uid)))
    assert "Unsuccessful" in page
    assert won.supplier.name not in page


def test_between_opening_and_award_the_portal_says_that_bids_are_scored(rotherham, browser):
    tender = make.scored_tender(rotherham)
    bid = tender.made[0]
    assert "is scoring them" in text_of(browser(bid.actor).get(url("bid", bid.uid)))


def test_a_supplier_without_bids_is_led_to_the_tenders(rotherham, browser):
    page = text_of(browser(make.bidder()).get(url("list")))
    assert "You have no bids." in page
    assert reverse("portal_tenders:list") in page
