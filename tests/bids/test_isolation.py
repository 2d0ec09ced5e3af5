"""One supplier never sees another's bid, one council never sees another's."""

import pytest
from django.urls import reverse

from procurement.bids import queries, services
from procurement.bids.models import (
    Award,
    Bid,
    BidAnswer,
    Moderation,
    Offer,
    OfferLine,
    Price,
    ProposedMeasure,
    Score,
)
from procurement.bids.urls import portal
from procurement.bids.urls import staff as staff_addresses
from procurement.tenders.models import Tender
from socialvalue.access.domain import COUNCIL_ROLES, NotFound, Role, decide
from tests.factories import bids as make
from tests.factories.councils import staff
from tests.factories.tenders import published_tender

pytestmark = pytest.mark.django_db
TABLES = (Bid, Price, BidAnswer, ProposedMeasure, Offer, OfferLine, Score, Moderation, Award)
PROPOSING = [{"price": price, "proposes": [{}]} for price in make.PRICES[:2]]


def portal_pages(bid) -> dict[str, str]:
    """Every address in the portal that is about one bid."""
    scheme = queries.frozen_scheme(bid.tender)
    plain = next(measure for measure in scheme.measures if not measure.variants)
    varied = next(measure for measure in scheme.measures if measure.variants)
    found = {}
    for pattern in portal.urlpatterns:
        needs = set(pattern.pattern.converters)
        if pattern.name in ("start", "list"):
            continue
        known = {"uid": bid.uid, "question_uid": scheme.questions[0].uid}
        known["measure_uid"] = varied.uid if "variant" in needs else plain.uid
        known["proposal_uid"] = ProposedMeasure.objects.get(bid=bid).uid
        known["variant"] = varied.variants[0].key
        found[pattern.name] = reverse(
            f"portal_bids:{pattern.name}", kwargs={key: known[key] for key in needs}
        )
    return found


@pytest.mark.parametrize("make_bid", [make.whole_bid, make.submitted_bid])
def test_another_supplier_gets_404_everywhere(rotherham, browser, make_bid):
    tender = published_tender(rotherham, takes_proposals=True)
    theirs, mine = make_bid(tender, answers="NOT-YOURS", proposes=[{}]), make.submitted_bid(tender)
    client = browser(mine.actor)
    for name, url in portal_pages(theirs).items():
        assert client.get(url).status_code in (404, 405), name
        assert client.post(url, {"version": theirs.version, "declared": "on"}).status_code == 404, name
    listed = client.get(reverse("portal_bids:list")).content.decode()
    assert str(mine.uid) in listed
    assert str(theirs.uid) not in listed


def test_another_supplier_cannot_write_into_a_bid_by_its_service(rotherham):
    tender = published_tender(rotherham)
    theirs, other = make.whole_bid(tender), make.bidder()
    question = queries.frozen_scheme(tender).questions[0].uid
    with pytest.raises(NotFound):
        services.save_price(bid=theirs, amount_ex_vat=1, version=1, by=other)
    with pytest.raises(NotFound):
        services.save_answer(bid=theirs, question=question, text="x", version=1, by=other)
    with pytest.raises(NotFound):
        services.submit(bid=theirs, version=theirs.version, by=other)


def test_suppliers_see_no_scores_no_consensus_and_no_award(rotherham):
    tender = make.awarded_tender(rotherham)
    for bid in tender.made:
        for table in (Score, Moderation, Award):
            assert not table.objects.visible_to(bid.actor).exists()
        assert [one.uid for one in Bid.objects.visible_to(bid.actor)] == [bid.uid]


def test_whoever_scores_sees_no_row_of_what_others_gave(rotherham):
    """Not even after moderation, and not as a lead either; a lead who scores nothing sees all."""
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR, name="Scores and leads")
    other = staff(rotherham, Role.EVALUATOR, name="Scores")
    tender = make.scored_tender(rotherham, scorers=(both, other))
    every = Score.objects.filter(bid__tender=tender)
    assert {score.evaluator.user_id for score in every} == {both.user_id, other.user_id}
    for actor in (both, other):
        seen = Score.objects.visible_to(actor)
        assert {score.evaluator.user_id for score in seen} == {actor.user_id}, actor.name
    assert Score.objects.visible_to(tender.lead).count() == every.count()


def test_the_losers_prices_are_not_told_with_the_award(rotherham):
    """The ranking that is kept with the award holds every price: only leads and auditors see that row, and not the one
    who scores, whatever else it is. Everybody named here sees the tender itself."""
    both = staff(rotherham, Role.PROCUREMENT_LEAD, Role.EVALUATOR, name="Scores and leads")
    tender = make.awarded_tender(rotherham, scorers=(both,))
    assert "118,000.00" in str(tender.awarded.ranking) and "118000.00" in str(tender.awarded.ranking)
    lead, auditor = staff(rotherham, Role.PROCUREMENT_LEAD), staff(rotherham, Role.AUDITOR)
    for actor in (lead, auditor):
        assert decide(actor, "bids.see_price")
        assert [one.pk for one in Award.objects.visible_to(actor)] == [tender.awarded.pk]
    rest = [staff(rotherham, role) for role in COUNCIL_ROLES - {Role.PROCUREMENT_LEAD, Role.AUDITOR}]
    for actor in (both, *rest, *(bid.actor for bid in tender.made)):
        assert not Award.objects.visible_to(actor).exists(), actor
        assert not Price.objects.visible_to(actor).exclude(bid__supplier_id=actor.supplier_id).exists(), actor
    assert Tender.objects.visible_to(both).exists()


def test_another_council_sees_nothing_of_an_awarded_tender(rotherham, other_council, browser):
    tender = make.awarded_tender(rotherham, takes_proposals=True, bids=PROPOSING)
    stranger = staff(other_council, *COUNCIL_ROLES)
    for table in TABLES:
        assert not table.objects.visible_to(stranger).exists(), table
    assert queries.opened_bids(stranger, tender) == []
    assert queries.waiting(stranger) == []
    question = queries.frozen_scheme(tender).questions[0].uid
    client = browser(stranger)
    for pattern in staff_addresses.urlpatterns:
        uid = tender.made[0].uid if pattern.name in ("bid", "decide_proposal") else tender.uid
        own = ProposedMeasure.objects.get(bid=tender.made[0])
        known = {"uid": uid, "bid_uid": tender.made[0].uid, "question_uid": question, "proposal_uid": own.uid}
        url = reverse(f"bids:{pattern.name}", kwargs={key: known[key] for key in pattern.pattern.converters})
        assert client.get(url).status_code in (404, 405), pattern.name
        assert client.post(url, {"version": tender.version}).status_code == 404, pattern.name


def test_a_supplier_is_turned_away_from_staff_pages_and_staff_from_the_portal(rotherham, browser):
    tender = make.opened_tender(rotherham, takes_proposals=True, bids=PROPOSING)
    bid = tender.made[0]
    assert browser(bid.actor).get(reverse("bids:of_tender", args=[tender.uid])).status_code == 403
    for url in portal_pages(bid).values():
        assert browser(tender.lead).get(url).status_code == 403


def test_nobody_who_is_not_signed_in_gets_past_the_door(rotherham, client):
    tender = make.opened_tender(rotherham, takes_proposals=True, bids=PROPOSING)
    for url in (*portal_pages(tender.made[0]).values(), reverse("bids:of_tender", args=[tender.uid])):
        answer = client.get(url)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.url
