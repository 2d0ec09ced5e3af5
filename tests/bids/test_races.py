"""Of eight simultaneous posts of one form exactly one is taken; on a real database, over real requests."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from procurement.bids import queries, services
from procurement.bids.models import Award, Bid, Moderation, Score
from procurement.tenders.models import Tender
from socialvalue.access.domain import Actor
from socialvalue.access.models import AuditEntry
from tests.factories import bids as make
from tests.factories.councils import user_of
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def together(actor: Actor, url: str, sent: dict) -> list[int]:
    """The statuses of eight posts of the same form that start at the same moment."""
    gate, answers = Barrier(AT_ONCE), []
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(user_of(actor))

    def post(client: Client) -> None:
        gate.wait()
        try:
            answers.append(client.post(url, sent).status_code)
        finally:
            connection.close()

    threads = [Thread(target=post, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def exactly_one(answers: list[int]) -> None:
    assert len(answers) == AT_ONCE
    assert answers.count(302) == 1, answers
    assert set(answers) <= {200, 302, 409}, answers


def test_one_submission_is_taken(rotherham):
    bid = make.whole_bid(published_tender(rotherham))
    url = reverse("portal_bids:check", args=[bid.uid])
    exactly_one(together(bid.actor, url, {"version": bid.version, "declared": "on"}))
    assert AuditEntry.objects.filter(act="submitted the bid").count() == 1
    assert Bid.objects.get().status == "submitted"


def test_one_start_makes_one_bid(rotherham):
    tender, actor = published_tender(rotherham), make.bidder()
    answers = together(actor, reverse("portal_bids:start", args=[tender.uid]), {})
    assert answers == [302] * AT_ONCE
    assert Bid.objects.count() == 1
    assert AuditEntry.objects.filter(act="started a bid").count() == 1


def test_one_opening_is_taken(rotherham):
    tender = published_tender(rotherham)
    make.submitted_bid(tender)
    make.close(tender)
    exactly_one(together(tender.lead, reverse("bids:open", args=[tender.uid]), {"version": tender.version}))
    assert AuditEntry.objects.filter(act="opened the bids").count() == 1
    assert AuditEntry.objects.filter(act="opened the bid").count() == 1


def test_one_score_and_one_consensus_are_taken(rotherham):
    tender = make.opened_tender(rotherham, bids=[{}])
    bid, question = tender.made[0], queries.frozen_scheme(tender).questions[0]
    where = [tender.uid, bid.uid, question.uid]
    sent = {"mark": "3", "reason": "So.", "version": 0}
    exactly_one(together(tender.scorers[0], reverse("bids:score_answer", args=where), sent))
    assert Score.objects.get().version == 1
    services.record_score(
        bid=bid, question=question.uid, scores={"mark": 4}, reason="So.", version=0, by=tender.scorers[1]
    )
    exactly_one(together(tender.lead, reverse("bids:moderate_answer", args=where), sent))
    assert Moderation.objects.get().version == 1


def test_one_award_is_taken(rotherham):
    tender = make.scored_tender(rotherham)
    sent = {
        "bid": str(tender.made[0].uid),
        "decision_reference": "ODR 1",
        "reason": "Most marks.",
        "version": tender.version,
    }
    exactly_one(together(tender.lead, reverse("bids:award", args=[tender.uid]), sent))
    assert Award.objects.count() == 1
    assert sorted(Bid.objects.values_list("status", flat=True)) == ["lost", "won"]
    assert Tender.objects.get().status == "awarded"


def run_both(first: Callable[[], None], second: Callable[[], None]) -> None:
    gate = Barrier(2)

    def go(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        except ValueError:
            return
        finally:
            connection.close()

    threads = [Thread(target=go, args=(work,)) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("again", range(3))
def test_a_bid_is_opened_with_the_others_or_not_submitted_at_all(rotherham, frozen, monkeypatch, again):
    """A submission on the second of the deadline while the bids are being opened: no sealed bid is left behind."""
    tender = published_tender(rotherham)
    bid = make.whole_bid(tender)
    monkeypatch.setattr("procurement.bids.domain.completeness.late_refusal", lambda *_: None)
    monkeypatch.setattr("procurement.bids.domain.completeness.early_refusal", lambda *_: None)
    run_both(
        lambda: services.submit(bid=bid, version=bid.version, by=bid.actor),
        lambda: services.open_bids(tender=tender, version=tender.version, by=tender.lead),
    )
    assert Tender.objects.get().status == "opened"
    assert Bid.objects.get().status in ("opened", "draft")
