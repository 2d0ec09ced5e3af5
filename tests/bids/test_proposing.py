"""A bidder proposes measures of its own; the winner's are decided before the contract is made and become commitments."""

from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from measures.domain.units import Unit
from measures.models import Measure
from procurement.bids import queries, services
from procurement.bids.domain import completeness
from procurement.bids.domain.completeness import Missing, SoFar
from procurement.bids.models import Bid, Offer, OfferLine, ProposedMeasure
from procurement.contracts import queries as contract_queries
from procurement.contracts import services as contracts
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Selection
from procurement.opportunities.models import BespokeMeasure
from procurement.tenders.domain.scheme import Least, Scheme
from procurement.tenders.queries import scheme_of
from socialvalue import clock
from socialvalue.access.domain import Denied, NotFound, Refusal, Role, Stale
from tests.bids.schemes import scheme
from tests.factories import bids as make
from tests.factories.contracts import manager_of
from tests.factories.councils import staff, user_of
from tests.factories.opportunities import assessed_procurement
from tests.factories.tenders import draft_tender, published_tender

pytestmark = pytest.mark.django_db

BENCHES = {"headline": "Benches repaired with volunteers"}
VALUED = {
    "worth": Decimal("40"),
    "worth_source": "Our own survey of 2026",
    "worth_licence": "Open Government Licence v3.0",
    "worth_price_year": "2026",
}


@pytest.fixture
def taking(rotherham):
    """A tender that is open and takes measures that bidders propose."""
    return published_tender(rotherham, takes_proposals=True)


def fresh(bid: Bid) -> Bid:
    """The bid as it stands now."""
    found = queries.bid(bid.actor, bid.uid)
    found.actor = bid.actor
    return found


def awarded(council, **told):
    """A tender awarded to its one bid, which proposes a measure; ``own`` is the proposal."""
    tender = make.awarded_tender(council, takes_proposals=True, bids=[{"proposes": [told]}])
    tender.own = ProposedMeasure.objects.get()
    return tender


def decide(tender, approves=True, reason="", version=None, by=None):
    return services.decide_proposal(
        proposal=queries.proposal(by or tender.lead, tender.own.bid.uid, tender.own.uid),
        approves=approves,
        reason=reason,
        version=tender.own.version if version is None else version,
        by=by or tender.lead,
    )


# Whether the tender takes any


def test_a_tender_takes_none_unless_its_lead_says_so(rotherham, browser):
    tender = published_tender(rotherham)
    bid = make.whole_bid(tender)
    assert "most_proposals" not in tender.scheme and scheme_of(tender).most_proposals == 0
    with pytest.raises(Refusal, match="does not take measures"):
        make.services.propose_measure(
            bid=bid,
            written=make.written(),
            outcome=queries.outcomes_to_serve(bid.actor, bid.tender)[0].pk,
            version=bid.version,
            by=bid.actor,
        )
    client = browser(bid.actor)
    assert client.get(reverse("portal_bids:propose", args=[bid.uid])).status_code == 404
    page = client.get(reverse("portal_bids:bid", args=[bid.uid])).content.decode()
    assert "Propose a measure" not in page and "of its own" not in page


def test_the_lead_says_so_on_the_page_of_measures_and_publication_freezes_it(rotherham, browser):
    by = staff(rotherham, Role.PROCUREMENT_LEAD)
    tender = draft_tender(assessed_procurement(rotherham), by)
    url = reverse("tenders:measures", args=[tender.uid])
    client = browser(by)
    assert "May bidders propose measures of their own?" in client.get(url).content.decode()
    sent = client.post(url, {"takes_proposals": "yes", "version": tender.version})
    assert sent.status_code == 302
    tender.refresh_from_db()
    assert tender.takes_proposals
    again = client.post(url, {"takes_proposals": "no", "version": 1})
    assert again.status_code == 409
    tender.refresh_from_db()
    assert tender.takes_proposals


def test_bidders_are_told_how_many_and_what_becomes_of_them(taking, browser):
    kept = scheme_of(taking)
    assert kept.most_proposals == 3 and Scheme.from_dict(kept.to_dict()) == kept
    url = reverse("portal_tenders:tender", args=[taking.uid])
    page = browser(make.bidder()).get(url).content.decode()
    assert "A bidder may propose up to three measures of its own" in page
    assert "scored by their quality only" in page


# Writing one


def test_it_is_written_then_offered_and_stands_beside_what_was_asked(taking, browser):
    bid = make.whole_bid(taking)
    client = browser(bid.actor)
    url = reverse("portal_bids:propose", args=[bid.uid])
    outcome = queries.outcomes_to_serve(bid.actor, taking)[0]
    told = {
        "outcome": outcome.pk,
        "headline": "Benches repaired",
        "definition": "Each bench that volunteers repair with us.",
        "unit": "item",
        "counted_one": "bench",
        "counted_many": "benches",
        "adds_up": "flow",
        "evidence": "Photographs.",
        "why": "",
        "version": bid.version,
    }
    refused = client.post(url, told)
    assert "Say why it is worth having" in refused.content.decode()
    assert "Each bench that volunteers repair with us." in refused.content.decode()
    assert not ProposedMeasure.objects.exists()
    sent = client.post(url, {**told, "why": "Nothing else counts benches."})
    own = ProposedMeasure.objects.get()
    offer_url = reverse("portal_bids:offer", args=[bid.uid, own.uid])
    assert sent.status_code == 302 and sent.url == offer_url
    page = client.get(offer_url).content.decode()
    assert "Benches repaired" in page and "Change what is counted" in page
    quarter = queries.frozen_scheme(taking).quarters[0]
    box = next(name for name in client.get(offer_url).context["form"].periods)
    saved = client.post(offer_url, {"how": "With our crew.", box: "4 benches", "version": 0})
    assert saved.status_code == 302
    line = OfferLine.objects.get(offer__proposal=own)
    assert (line.quantity, line.period_start) == (Decimal(4), quarter.start)
    held = queries.contents(bid.actor, fresh(bid))
    assert [one.title for one in held.proposed] == ["Benches repaired"]
    assert "Benches repaired" not in [one.title for one in held.offers]


def test_a_measure_without_an_offer_stands_in_the_way_of_submission(taking):
    bid = make.whole_bid(taking)
    make.propose(bid, quantities=None, **BENCHES)
    words = "Say what you offer on your own measure “Benches repaired with volunteers”, or remove it."
    with pytest.raises(Refusal, match=words):
        services.submit(bid=bid, version=fresh(bid).version, by=bid.actor, declares=True)
    own = ProposedMeasure.objects.get()
    services.remove_proposal(proposal=own, version=own.version, by=bid.actor)
    services.submit(bid=bid, version=fresh(bid).version, by=bid.actor, declares=True)
    assert fresh(bid).status == "submitted"


def test_measures_of_its_own_are_not_what_every_bid_must_offer():
    """One commitment that can be counted is asked for. Three measures of the bidder's own are not one of them."""
    asks_one = scheme(least=Least(1, "Policy, 4.2"))
    held = SoFar(has_price=True, answered=[q.uid for q in asks_one.questions], countable_offers=0)
    assert completeness.missing(held, asks_one) == (
        Missing("offers", "Offer at least 1 commitment that can be counted (Policy, 4.2)."),
    )


def test_what_a_bid_proposes_is_not_counted_among_its_offers(taking):
    bid = make.whole_bid(taking, offers={})
    make.propose(bid)
    held = queries.contents(bid.actor, fresh(bid))
    assert held.offers == () and len(held.proposed) == 1 and held.proposed[0].is_offered
    least = queries.frozen_scheme(taking).least_commitments
    assert least.number == 1, "Rotherham asks every bid for one commitment at least"
    assert [one.part for one in queries.missing(bid, held)] == ["offers"]


def test_a_bid_proposes_three_and_not_four(taking):
    bid = make.whole_bid(taking)
    for number in range(3):
        make.propose(bid, headline=f"Measure {number}")
    with pytest.raises(Refusal, match="A bid proposes 3 measures at most"):
        make.propose(bid, headline="Measure 3")
    assert ProposedMeasure.objects.count() == 3
    sections = queries.sections(bid, queries.contents(bid.actor, fresh(bid)), ())
    own = next(one for one in sections if one.title == "Measures of your own")
    assert [task.title for task in own.tasks] == ["Measure 0", "Measure 1", "Measure 2"]


def test_another_unit_takes_out_the_quantities_and_the_same_one_keeps_them(taking):
    bid = make.whole_bid(taking)
    own = make.propose(bid)
    outcome = own.outcome_id
    kept = OfferLine.objects.filter(offer__proposal=own).count()
    assert kept == len(queries.frozen_scheme(taking).quarters)
    same = make.written(headline="Benches and tables repaired")
    own = services.change_proposal(
        proposal=own, written=same, outcome=outcome, version=own.version, by=bid.actor
    )
    assert OfferLine.objects.filter(offer__proposal=own).count() == kept
    hours = make.written(unit=Unit.HOUR, counted_one="", counted_many="")
    with pytest.raises(Stale):
        services.change_proposal(
            proposal=own, written=hours, outcome=outcome, version=own.version - 1, by=bid.actor
        )
    own = services.change_proposal(
        proposal=own, written=hours, outcome=outcome, version=own.version, by=bid.actor
    )
    assert own.unit == "hour" and not OfferLine.objects.filter(offer__proposal=own).exists()
    assert Offer.objects.filter(proposal=own).exists()


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(taking):
    bid = make.whole_bid(taking)
    with pytest.raises(Refusal) as wrong:
        make.propose(bid, headline=" ", counted_one="")
    assert {field for field, _ in wrong.value.errors} == {"headline", "counted_one"}
    with pytest.raises(Refusal, match="Choose an outcome of this tender"):
        services.propose_measure(
            bid=bid, written=make.written(), outcome=0, version=fresh(bid).version, by=bid.actor
        )
    assert not ProposedMeasure.objects.exists()


def test_nothing_is_proposed_after_submission_or_after_the_deadline(taking):
    bid = make.submitted_bid(taking, proposes=[{}])
    own = ProposedMeasure.objects.get()
    with pytest.raises(Refusal, match="You have submitted this bid"):
        services.remove_proposal(proposal=own, version=own.version, by=bid.actor)
    late = make.whole_bid(taking)
    make.close(taking)
    with pytest.raises(Refusal, match="Bids closed on"):
        make.propose(late)


# Who scores sees words, not pounds


def test_whoever_scores_reads_it_and_sees_no_pounds(rotherham, browser):
    tender = make.opened_tender(rotherham, takes_proposals=True, bids=[{"proposes": [{**BENCHES, **VALUED}]}])
    question = queries.frozen_scheme(tender).social_value_questions[0]
    bid = tender.made[0]
    sheet = reverse("bids:score_answer", args=[tender.uid, bid.uid, question.uid])
    page = browser(tender.scorers[0]).get(sheet).content.decode()
    assert "Benches repaired with volunteers" in page
    assert "Judge them by their quality only" in page
    assert "£40" not in page and "survey of 2026" not in page
    mine = browser(bid.actor).get(reverse("portal_bids:bid", args=[bid.uid])).content.decode()
    assert "£40.00 for 1 bench, 2026 prices" in mine


# The decision


def test_an_approved_one_becomes_a_commitment_and_is_posted(rotherham):
    """3 benches in each quarter: as many lines as the contract has quarters, and 3 times that many benches."""
    tender = awarded(rotherham, **BENCHES, **VALUED)
    quarters = queries.frozen_scheme(tender).quarters
    decide(tender)
    written = BespokeMeasure.objects.get()
    assert (written.status, written.bidder_id) == ("approved", tender.own.bid.supplier_id)
    measure = Measure.objects.get(written_for=tender.procurement.uid)
    assert written.measure_id == measure.pk and measure.headline == BENCHES["headline"]
    contract = contracts.prepare(award=tender.awarded, manager=user_of(manager_of(rotherham)), by=tender.lead)
    *asked, own = contract.commitments.order_by("position")
    assert own.measure_id == measure.pk and asked
    assert [line.quantity for line in own.lines.all()] == [Decimal(3)] * len(quarters)
    contracts.sign(contract=contract, signed_on=clock.today(), version=contract.version, by=tender.lead)
    own.refresh_from_db()
    found = ledger.figures(
        tender.lead, as_of_day=contract.starts_on, only=Selection(contract_uid=contract.uid)
    ).total
    quantities = {part.measure: part.quantity for part in found.committed_originally.parts}
    assert quantities[measure.key] == 3 * len(quarters)
    pounds = {part.measure: part.gross for part in found.committed_originally.parts}
    assert pounds[measure.key] == 3 * len(quarters) * Decimal(40)
    assert own.valuation["method"] == "bespoke"


def test_a_refused_one_is_no_commitment_and_the_bidder_reads_why(
    rotherham, browser, django_capture_on_commit_callbacks
):
    tender = awarded(rotherham, **BENCHES)
    with pytest.raises(Refusal, match="Say why you refuse it"):
        decide(tender, approves=False)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        decide(tender, approves=False, reason="We repair our benches ourselves.")
    assert not BespokeMeasure.objects.exists()
    contract = contracts.prepare(award=tender.awarded, manager=user_of(manager_of(rotherham)), by=tender.lead)
    assert not contract.commitments.filter(offer__proposal__isnull=False).exists()
    bid = tender.made[0]
    page = browser(bid.actor).get(reverse("portal_bids:bid", args=[bid.uid])).content.decode()
    assert "We repair our benches ourselves." in page and "It does not become part of the contract." in page
    letter = next(one for one in mail.outbox if "measure that you proposed" in one.subject)
    assert "refused a measure that you proposed" in letter.body and BENCHES["headline"] in letter.body


def test_no_contract_is_prepared_before_every_measure_is_decided(rotherham, browser):
    tender = awarded(rotherham, **BENCHES)
    manager = user_of(manager_of(rotherham))
    with pytest.raises(Refusal, match="Decide about the measures that the bidder proposes"):
        contracts.prepare(award=tender.awarded, manager=manager, by=tender.lead)
    url = reverse("contracts:prepare", args=[tender.uid])
    page = browser(tender.lead).get(url).content.decode()
    there = reverse("bids:decide_proposal", args=[tender.own.bid.uid, tender.own.uid])
    assert "Decide first" in page and there in page and "Who manages" not in page
    (waits,) = contract_queries.waiting(tender.lead)
    assert waits.hint.endswith("Decide first about the measures that the bidder proposes.")
    decide(tender)
    (waits,) = contract_queries.waiting(tender.lead)
    assert waits.hint.endswith("Name the contract manager.")
    assert "Decide first" not in browser(tender.lead).get(url).content.decode()


def test_it_is_decided_once_by_a_lead_and_only_the_winners(rotherham, browser):
    tender = awarded(rotherham)
    auditor = staff(rotherham, Role.AUDITOR)
    with pytest.raises(Denied):
        decide(tender, by=auditor)
    with pytest.raises(NotFound):
        decide(tender, by=staff(rotherham, Role.APPROVER))
    with pytest.raises(Stale):
        decide(tender, version=7)
    decide(tender)
    with pytest.raises(Refusal, match="This is approved"):
        decide(tender, approves=False, reason="On second thoughts.")
    assert BespokeMeasure.objects.count() == 1


def test_what_a_losing_bid_proposes_is_never_decided(rotherham):
    tender = make.awarded_tender(
        rotherham, takes_proposals=True, bids=[{"price": "90000"}, {"price": "99000", "proposes": [{}]}]
    )
    tender.own = ProposedMeasure.objects.get()
    assert tender.own.bid.status == "lost"
    with pytest.raises(Refusal, match="Only what the successful bidder proposed is decided"):
        decide(tender)


def test_before_the_award_nobody_decides(rotherham):
    tender = make.opened_tender(rotherham, takes_proposals=True, bids=[{"proposes": [{}]}])
    tender.own = ProposedMeasure.objects.get()
    with pytest.raises(Refusal, match="Only what the successful bidder proposed is decided"):
        decide(tender)
