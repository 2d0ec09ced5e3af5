"""The pages of leads and evaluators, from the sealed bids to the award."""

import pytest
from django.urls import reverse

from procurement.bids import queries
from procurement.bids.models import Award, Moderation, Score
from procurement.tenders.models import Tender
from socialvalue.access.domain import Role
from tests.factories import bids as make
from tests.factories.councils import staff
from tests.factories.tenders import evaluator, published_tender

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"bids:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def test_before_the_deadline_the_page_says_sealed_and_offers_no_button(rotherham, browser):
    tender = published_tender(rotherham)
    page = text_of(browser(tender.lead).get(url("of_tender", tender.uid)))
    assert "Bids are sealed until" in page
    assert url("open", tender.uid) not in page
    early = browser(tender.lead).post(url("open", tender.uid), {"version": tender.version})
    assert "sealed until the deadline" in text_of(early)
    assert Tender.objects.get().status == "published"


def test_after_the_deadline_the_lead_opens_the_bids(rotherham, browser):
    tender = published_tender(rotherham)
    bid = make.submitted_bid(tender, price="98765.43")
    make.close(tender)
    assert url("open", tender.uid) not in text_of(
        browser(tender.scorers[0]).get(url("of_tender", tender.uid))
    )
    client = browser(tender.lead)
    page = text_of(client.get(url("of_tender", tender.uid)))
    assert "No more bids are taken." in page
    assert url("open", tender.uid) in page
    assert client.post(url("open", tender.uid), {"version": tender.version}).status_code == 302
    page = text_of(client.get(url("of_tender", tender.uid)))
    assert bid.supplier.name in page
    assert "£98,765.43" in page
    assert "1 bid is opened." in page
    again = client.post(url("open", tender.uid), {"version": tender.version})
    assert again.status_code in (200, 409)


def test_an_opened_bid_shows_its_price_to_lead_and_auditor_and_never_to_who_scores(rotherham, browser):
    both = staff(rotherham, Role.EVALUATOR, Role.PROCUREMENT_LEAD, Role.AUDITOR)
    tender = make.opened_tender(
        rotherham,
        scorers=(both, evaluator(rotherham)),
        bids=[{"price": "98765.43", "offers": {"local-jobs": 2}}],
    )
    bid = tender.made[0]
    pages = (url("bid", bid.uid), url("of_tender", tender.uid))
    for actor in (tender.lead, staff(rotherham, Role.AUDITOR)):
        for page in pages:
            assert "£98,765.43" in text_of(browser(actor).get(page))
    for actor in tender.scorers:
        for page in pages:
            answer = browser(actor).get(page)
            assert answer.status_code == 200
            assert "98,765" not in text_of(answer)
    assert browser(evaluator(rotherham)).get(pages[0]).status_code == 404
    for page in ("result", "award", "moderate"):
        assert browser(both).get(url(page, tender.uid)).status_code in (403, 404)


def score_url(tender, bid, question):
    return url("score_answer", tender.uid, bid.uid, question.uid)


def test_an_evaluator_scores_one_answer_a_page(rotherham, browser):
    tender = make.opened_tender(rotherham)
    client = browser(tender.scorers[0])
    page = text_of(client.get(url("score", tender.uid)))
    assert "0 of 6 done" in page
    first, social = (queries.frozen_scheme(tender).questions[at] for at in (0, 2))
    bid = tender.made[0]
    shown = text_of(client.get(score_url(tender, bid, first)))
    assert "We keep every park open" in shown
    assert "Local jobs" not in shown
    shown = text_of(client.get(score_url(tender, bid, social)))
    assert "2 FTE in post on average: 8 FTE-years" in shown
    bad = client.post(score_url(tender, bid, social), {"appropriate": "6", "reason": "", "version": 0})
    page = text_of(bad)
    assert "Appropriate: choose a score from 0 to 5" in page
    assert "Achievable: choose a score from 0 to 5" in page
    assert "Give your reason" in page
    sent = {"appropriate": "4", "achievable": "3", "reason": "Good fit.", "version": 0}
    assert client.post(score_url(tender, bid, social), sent).status_code == 302
    row = Score.objects.get()
    assert (row.appropriate, row.achievable, row.mark) == (4, 3, None)
    assert "1 of 6 done" in text_of(client.get(url("score", tender.uid)))
    stale = client.post(score_url(tender, bid, social), {**sent, "reason": "Kept words."})
    assert stale.status_code == 409
    assert "Kept words." in text_of(stale)


def test_scores_are_read_only_after_moderation(rotherham, browser):
    tender = make.scored_tender(rotherham)
    question = queries.frozen_scheme(tender).questions[0]
    page = text_of(browser(tender.scorers[0]).get(score_url(tender, tender.made[0], question)))
    assert "4 of 5" in page
    assert 'type="radio"' not in page


def test_the_lead_agrees_each_answer_and_finishes(rotherham, browser):
    tender = make.opened_tender(rotherham)
    client = browser(tender.lead)
    bid, question = tender.made[0], queries.frozen_scheme(tender).questions[0]
    here = url("moderate_answer", tender.uid, bid.uid, question.uid)
    waiting = text_of(client.get(here))
    assert f"Still to score: {', '.join(sorted(one.name for one in tender.scorers))}" in waiting
    assert 'type="radio"' not in waiting
    early = client.post(here, {"mark": "3", "reason": "So.", "version": 0})
    assert "Wait until everybody has scored" in text_of(early)
    make.score_everything(tender)
    page = text_of(client.get(here))
    assert "4.00" in page
    assert "It says how and by when." in page
    for one in queries.standings(tender.lead, tender):
        sent = {criterion.key: "3" for criterion in one.scoring.criteria}
        assert client.post(one.url, {**sent, "reason": "We agree.", "version": 0}).status_code == 302
    assert Moderation.objects.count() == 6
    page = text_of(client.get(url("moderate", tender.uid)))
    assert "6 of 6 agreed" in page
    done = client.post(url("finish", tender.uid), {"version": tender.version})
    assert done.url == url("result", tender.uid)


def test_finishing_too_early_is_refused_on_the_page(rotherham, browser):
    tender = make.opened_tender(rotherham)
    page = text_of(browser(tender.lead).post(url("finish", tender.uid), {"version": tender.version}))
    assert "6 answers are not agreed yet" in page


def test_the_result_shows_the_arithmetic_and_leads_to_the_award(rotherham, browser):
    tender = make.scored_tender(rotherham)
    client = browser(tender.lead)
    page = text_of(client.get(url("result", tender.uid)))
    assert "Lowest price £112,500.00 ÷ this price £118,000.00 × 40 marks = 38.1356" in page
    assert "(appropriate 4 + achievable 4) ÷ 10 × 20 marks = 16.0000" in page
    assert url("award", tender.uid) in page
    auditor = text_of(browser(staff(rotherham, Role.AUDITOR)).get(url("result", tender.uid)))
    assert "38.1356" in auditor
    assert url("award", tender.uid) not in auditor
    form = client.get(url("award", tender.uid))
    assert "every bidder sees its outcome" in text_of(form)
    assert form.context["form"]["bid"].value() == str(tender.made[0].uid)
    empty = text_of(
        client.post(url("award", tender.uid), {"bid": str(tender.made[1].uid), "version": tender.version})
    )
    assert "Enter the reference of the decision" in empty
    sent = {"decision_reference": "ODR 1", "reason": "Most marks.", "version": tender.version}
    other = client.post(url("award", tender.uid), {**sent, "bid": str(tender.made[1].uid)})
    assert "By the published method only" in text_of(other)
    assert client.post(url("award", tender.uid), {**sent, "bid": str(tender.made[0].uid)}).status_code == 302
    page = text_of(client.get(url("result", tender.uid)))
    assert "ODR 1" in page
    assert "Awarded" in page
    assert Award.objects.count() == 1


def test_a_tie_is_named_and_nobody_is_chosen_beforehand(rotherham, browser):
    tender = make.scored_tender(rotherham, bids=[{"price": 100}, {"price": 100}])
    client = browser(tender.lead)
    assert "There is a tie" in text_of(client.get(url("result", tender.uid)))
    form = client.get(url("award", tender.uid)).context["form"]
    assert form["bid"].value() is None


def test_a_tender_without_bids_says_so(rotherham, browser):
    tender = make.opened_tender(rotherham, bids=[])
    client = browser(tender.lead)
    assert "No bids came in." in text_of(client.get(url("of_tender", tender.uid)))
    assert "There is nothing to agree." in text_of(client.get(url("moderate", tender.uid)))


def test_the_result_is_not_there_before_moderation_is_finished(rotherham, browser):
    tender = make.moderated_tender(rotherham)
    assert browser(tender.lead).get(url("result", tender.uid)).status_code == 404
