"""Writing, submitting and taking back a bid."""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from procurement.bids import queries, services
from procurement.bids.models import Bid, OfferLine, Price
from procurement.opportunities.models import Requirement
from procurement.tenders.queries import scheme_of
from socialvalue.access.domain import Denied, NotFound, Refusal, Stale
from tests.factories import bids as make
from tests.factories.opportunities import assessed_procurement
from tests.factories.tenders import lead as a_lead
from tests.factories.tenders import published_tender, ready_tender

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def tender(rotherham):
    return published_tender(rotherham)


def asked(tender, key):
    return next(measure for measure in scheme_of(tender).measures if measure.key == key)


def save_jobs(bid, quantities, *, version=0, how="By our depot."):
    uid = asked(bid.tender, "local-jobs").uid
    return services.save_offer(
        bid=bid, measure=uid, how=how, quantities=quantities, version=version, by=bid.actor
    )


def test_a_supplier_has_one_bid_for_a_tender(tender):
    bid = make.draft_bid(tender)
    again = services.start_bid(tender=tender, by=bid.actor)
    assert again == bid
    assert Bid.objects.count() == 1


def test_a_draft_tender_takes_no_bid(rotherham):
    by = a_lead(rotherham)
    tender = ready_tender(assessed_procurement(rotherham), by)
    with pytest.raises(NotFound):
        services.start_bid(tender=tender, by=make.bidder())


def test_a_council_cannot_write_a_bid(tender):
    with pytest.raises(Denied):
        services.start_bid(tender=tender, by=tender.lead)


def test_a_price_is_kept_to_the_penny_and_counts_its_versions(tender):
    bid = make.draft_bid(tender)
    services.save_price(bid=bid, amount_ex_vat=D("112500.55"), version=0, by=bid.actor)
    held = queries.contents(bid.actor, bid)
    assert (held.price, held.price_version) == (D("112500.55"), 1)
    services.save_price(bid=bid, amount_ex_vat=D("112000"), version=1, by=bid.actor)
    assert queries.contents(bid.actor, bid).price_version == 2
    with pytest.raises(Stale):
        services.save_price(bid=bid, amount_ex_vat=D("1"), version=1, by=bid.actor)
    assert Price.objects.get().amount_ex_vat == D("112000.00")


@pytest.mark.parametrize("amount", ["0", "-5", "100000000000", "1.005"])
def test_a_price_that_cannot_be_is_refused_at_its_field(tender, amount):
    bid = make.draft_bid(tender)
    with pytest.raises(Refusal) as refused:
        services.save_price(bid=bid, amount_ex_vat=D(amount), version=0, by=bid.actor)
    assert refused.value.field == "amount_ex_vat"
    assert not Price.objects.exists()


def test_two_people_may_write_different_answers_at_once(tender):
    bid = make.draft_bid(tender)
    first, second, _ = scheme_of(tender).questions
    for question in (first, second):
        services.save_answer(bid=bid, question=question.uid, text="Ours.", version=0, by=bid.actor)
    with pytest.raises(Stale):
        services.save_answer(bid=bid, question=first.uid, text="Mine.", version=0, by=bid.actor)


def test_an_empty_answer_is_refused(tender):
    bid = make.draft_bid(tender)
    uid = scheme_of(tender).questions[0].uid
    with pytest.raises(Refusal) as refused:
        services.save_answer(bid=bid, question=uid, text=" \n ", version=0, by=bid.actor)
    assert refused.value.field == "text"


def test_an_answer_to_a_question_of_another_tender_is_not_found(tender, rotherham):
    bid = make.draft_bid(tender)
    other = scheme_of(published_tender(rotherham)).questions[0].uid
    with pytest.raises(NotFound):
        services.save_answer(bid=bid, question=other, text="Ours.", version=0, by=bid.actor)


def test_an_offer_keeps_its_quarters_and_leaves_out_those_of_nothing(tender):
    bid = make.draft_bid(tender)
    quarters = scheme_of(tender).quarters
    save_jobs(bid, {quarters[0]: D("2.5"), quarters[1]: D(0), quarters[15]: D(3)})
    lines = list(OfferLine.objects.values_list("period_start", "period_end", "quantity"))
    assert lines == [
        (quarters[0].start, quarters[0].end, D("2.5")),
        (quarters[15].start, quarters[15].end, D(3)),
    ]


def test_an_offer_saved_again_replaces_its_quarters(tender):
    bid = make.draft_bid(tender)
    quarters = scheme_of(tender).quarters
    save_jobs(bid, {quarters[0]: D(2)})
    save_jobs(bid, {quarters[1]: D(4)}, version=1)
    assert list(OfferLine.objects.values_list("quantity", flat=True)) == [D(4)]
    with pytest.raises(Stale):
        save_jobs(bid, {quarters[1]: D(9)}, version=1)


@pytest.mark.parametrize("quantity", ["-1", "10001", "0.00001"])
def test_a_quantity_that_cannot_be_is_refused_at_its_cell_and_nothing_is_written(tender, quantity):
    bid = make.draft_bid(tender)
    quarter = scheme_of(tender).quarters[1]
    with pytest.raises(Refusal) as refused:
        save_jobs(bid, {quarter: D(quantity)}, how=" ")
    assert [field for field, _ in refused.value.errors] == ["quarter_2027_07_01", "how"]
    assert not OfferLine.objects.exists()


def test_a_measure_or_variant_that_was_not_asked_is_not_found(tender):
    bid = make.draft_bid(tender)
    quarter = scheme_of(tender).quarters[0]
    uid = asked(tender, "apprenticeships").uid
    for measure, variant in ((bid.uid, ""), (uid, ""), (uid, "level-9")):
        with pytest.raises(NotFound):
            services.save_offer(
                bid=bid,
                measure=measure,
                variant=variant,
                how="So.",
                quantities={quarter: D(1)},
                version=0,
                by=bid.actor,
            )


def test_an_offer_can_be_removed(tender):
    bid = make.whole_bid(tender, offers={"local-jobs": 1, "apprenticeships:level-2": [1]})
    uid = asked(tender, "apprenticeships").uid
    services.remove_offer(bid=bid, measure=uid, variant="level-2", version=1, by=bid.actor)
    assert [one.title for one in queries.contents(bid.actor, bid).offers] == ["Local jobs"]


def test_an_incomplete_bid_is_refused_naming_everything(tender):
    bid = make.draft_bid(tender)
    with pytest.raises(Refusal) as refused:
        services.submit(bid=bid, version=1, by=bid.actor)
    said = [message for _, message in refused.value.errors]
    assert said[:4] == [
        "Enter your price.",
        "Answer quality question 1.",
        "Answer quality question 2.",
        "Answer social value question 1.",
    ]
    assert said[4].startswith("Offer at least 1 commitment that can be counted (Social Value Policy")
    assert Bid.objects.get().status == "draft"


def test_a_bid_needs_what_was_published_whatever_is_copied_later(tender):
    """The number of commitments stands in the frozen scheme: a copy that changes afterwards asks no bidder for more."""
    copied = Requirement.objects.get(procurement=tender.procurement, kind="quantifiable_commitments")
    copied.content["effect"]["at_least"] = 3
    copied.save()
    bid = make.whole_bid(tender, offers={"local-jobs": 1})
    assert queries.missing(bid, queries.contents(bid.actor, bid)) == ()
    none = make.whole_bid(tender, offers={})
    (one,) = queries.missing(none, queries.contents(none.actor, none))
    assert one.sentence == f"Offer {scheme_of(tender).least_commitments.words}."
    with pytest.raises(Refusal, match="at least 1 commitment that can be counted"):
        services.submit(bid=none, version=none.version, by=none.actor)


def test_a_submitted_bid_has_a_receipt_and_cannot_be_changed(tender):
    bid = make.submitted_bid(tender)
    assert bid.status == "submitted"
    assert len(bid.receipt) == 14
    assert bid.submitted_by_id == bid.actor.user_id
    with pytest.raises(Refusal, match="You have submitted this bid"):
        services.save_price(bid=bid, amount_ex_vat=D(1), version=1, by=bid.actor)


def test_a_bid_that_was_changed_after_it_was_checked_is_not_submitted(tender):
    bid = make.whole_bid(tender)
    services.save_price(bid=bid, amount_ex_vat=D(99), version=1, by=bid.actor)
    with pytest.raises(Stale):
        services.submit(bid=bid, version=bid.version, by=bid.actor)


def test_a_bid_that_was_taken_back_is_a_draft_without_receipt_until_it_is_submitted_again(tender):
    bid = make.submitted_bid(tender)
    services.withdraw(bid=bid, version=bid.version, by=bid.actor)
    draft = queries.bid(bid.actor, bid.uid)
    assert (draft.status, draft.receipt, draft.submitted_at) == ("draft", "", None)
    services.save_price(bid=draft, amount_ex_vat=D(99), version=1, by=bid.actor)
    draft.refresh_from_db()
    receipt = services.submit(bid=draft, version=draft.version, by=bid.actor)
    assert receipt != bid.receipt


def test_a_bid_is_taken_up_to_the_second_of_the_deadline(tender, frozen):
    bid = make.whole_bid(tender)
    frozen(tender.deadline)
    services.submit(bid=bid, version=bid.version, by=bid.actor)
    assert queries.bid(bid.actor, bid.uid).status == "submitted"


def test_a_bid_a_second_after_the_deadline_is_refused_with_a_sentence(tender, frozen):
    bid = make.whole_bid(tender)
    frozen(tender.deadline + SECOND)
    with pytest.raises(Refusal, match="Bids closed on"):
        services.submit(bid=bid, version=bid.version, by=bid.actor)
    assert queries.bid(bid.actor, bid.uid).status == "draft"


def test_nothing_can_be_written_or_taken_back_after_the_deadline(tender, frozen):
    draft, sealed = make.whole_bid(tender), make.submitted_bid(tender)
    frozen(tender.deadline + SECOND)
    with pytest.raises(Refusal, match="Bids closed on"):
        services.save_price(bid=draft, amount_ex_vat=D(1), version=1, by=draft.actor)
    with pytest.raises(Refusal, match="Bids closed on"):
        services.withdraw(bid=sealed, version=sealed.version, by=sealed.actor)
    with pytest.raises(Refusal, match="Bids closed on"):
        services.start_bid(tender=tender, by=make.bidder())


def test_a_draft_waits_on_the_home_page_until_it_is_submitted(tender):
    bid = make.whole_bid(tender)
    (item,) = queries.waiting(bid.actor)
    assert item.title == "Submit your bid: Grounds maintenance"
    assert item.due_on == queries.deadline_day(tender)
    services.submit(bid=bid, version=bid.version, by=bid.actor)
    assert queries.waiting(bid.actor) == []
