"""Writing a bid: start_bid, save_price, save_answer, save_offer, remove_offer. Nothing of it is seen by a council."""

import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from measures.models import Measure
from procurement.bids import queries
from procurement.bids.domain import completeness
from procurement.bids.domain import quantities as grids
from procurement.bids.models import Bid, BidAnswer, OfBid, Offer, OfferLine, Price
from procurement.tenders.models import Question, Tender
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, NotFound, Refusal, Stale
from socialvalue.access.services import require
from socialvalue.periods import Period

SUBMITTED = "You have submitted this bid. Take it back to a draft before you change it."
LONGEST_ANSWER = 20_000
ANSWER_NEEDED = "Enter your answer"
HOW_NEEDED = "Say how you will deliver this"


def refuse_if_closed(tender: Tender) -> None:
    """Raise Refusal unless the tender takes bids now: up to the second of its deadline."""
    late = completeness.late_refusal(tender.deadline, clock.now())
    if late:
        raise Refusal(late)
    if tender.status != Tender.Status.PUBLISHED:
        raise Refusal("This tender does not take bids.")


@transaction.atomic
def start_bid(*, tender: Tender, by: Actor) -> Bid:
    """The bid of the actor's supplier: a new draft, or the one that was started already."""
    require(by, "bid.write", tender)
    tender = Tender.objects.select_related("procurement", "council").get_visible(by, pk=tender.pk)
    existing = queries.my_bid(by, tender)
    if existing:
        return existing
    refuse_if_closed(tender)
    bid, made = Bid.objects.get_or_create(
        tender=tender,
        supplier_id=by.supplier_id,
        defaults={"council_id": tender.council_id, "created_at": clock.now()},
    )
    if made:
        audit.record(bid, "started a bid", by=by, sealed=True)
    return bid


def hold(bid: Bid, by: Actor) -> Bid:
    """The draft, locked to the end of the transaction and one version on: whoever looked at it before cannot submit
    what it did not see. Raises Refusal where it cannot be changed."""
    require(by, "bid.write", bid)
    rows = Bid.objects.select_for_update(of=("self",)).select_related(
        "tender__procurement", "council", "supplier"
    )
    held = rows.get_visible(by, pk=bid.pk)
    refuse_if_closed(held.tender)
    if held.status != Bid.Status.DRAFT:
        raise Refusal(SUBMITTED)
    Bid.objects.filter(pk=held.pk).update(version=F("version") + 1)
    return held


def same(part: OfBid | None, version: int) -> None:
    """Raise Stale unless ``part`` is the one that was looked at: version 0 stands for none."""
    if (part.version if part else 0) != version:
        raise Stale()


@transaction.atomic
def save_price(*, bid: Bid, amount_ex_vat: Decimal, version: int, by: Actor) -> None:
    """The price in pounds excluding VAT; ``version`` is the price's, 0 where there is none."""
    held = hold(bid, by)
    wrong = completeness.price_refusal(amount_ex_vat)
    if wrong:
        raise Refusal(wrong, "amount_ex_vat")
    price = Price.objects.visible_to(by).filter(bid=held).first()
    same(price, version)
    price = price or Price(council_id=held.council_id, bid=held, version=0)
    price.amount_ex_vat, price.version = amount_ex_vat, version + 1
    price.save()
    audit.record(held, "wrote the price", by=by, sealed=True)


@transaction.atomic
def save_answer(*, bid: Bid, question: uuid.UUID | str, text: str, version: int, by: Actor) -> None:
    """What the bidder writes to the question with that ``uid``; ``version`` is the answer's, 0 where there is none."""
    held = hold(bid, by)
    asked = queries.contents(by, held).answer(str(question)).question
    if not text.strip():
        raise Refusal(ANSWER_NEEDED, "text")
    if len(text) > LONGEST_ANSWER:
        raise Refusal(f"Your answer must be {LONGEST_ANSWER:,} characters or fewer", "text")
    answer = BidAnswer.objects.visible_to(by).filter(bid=held, question__uid=asked.uid).first()
    same(answer, version)
    if answer is None:
        row = Question.objects.get_visible(by, tender=held.tender, uid=asked.uid)
        answer = BidAnswer(council_id=held.council_id, bid=held, question=row)
    answer.text, answer.version = text, version + 1
    answer.save()
    audit.record(held, "wrote an answer", by=by, detail={"question": asked.title}, sealed=True)


@transaction.atomic
def save_offer(
    *,
    bid: Bid,
    measure: uuid.UUID | str,
    variant: str = "",
    how: str,
    quantities: Mapping[Period, Decimal],
    version: int,
    by: Actor,
) -> Offer:
    """What the bidder would commit to on the measure with that ``uid``: how, and how much in each financial quarter.

    Quarters of nothing are not kept. ``version`` is the offer's, 0 where there is none. Raises Refusal with everything
    that is wrong, each at its cell.
    """
    held = hold(bid, by)
    slot = queries.contents(by, held).slot(str(measure), variant)
    scheme, asked = queries.frozen_scheme(held.tender), slot.asked
    wrong = grids.refusals(quantities, asked.unit, scheme.quarters, queries.year_of(held))
    if not how.strip():
        wrong.append(("how", HOW_NEEDED))
    if wrong:
        raise Refusal.of(wrong)
    same(slot.offer, version)
    offer = slot.offer or _new_offer(held, slot, by)
    offer.how, offer.version = how, version + 1
    offer.save()
    _replace_lines(offer, quantities, by)
    audit.record(held, "wrote an offer", by=by, detail={"measure": slot.title}, sealed=True)
    return offer


def _replace_lines(offer: Offer, quantities: Mapping[Period, Decimal], by: Actor) -> None:
    OfferLine.objects.visible_to(by).filter(offer=offer).delete()
    OfferLine.objects.bulk_create(
        OfferLine(
            council_id=offer.council_id,
            offer=offer,
            period_start=period.start,
            period_end=period.end,
            quantity=quantity,
        )
        for period, quantity in sorted(quantities.items())
        if quantity
    )


def _new_offer(held: Bid, slot: queries.OfferShown, by: Actor) -> Offer:
    if slot.proposal:
        return Offer(council_id=held.council_id, bid=held, proposal=slot.proposal)
    row = Measure.objects.get_visible(by, uid=slot.asked.uid)
    variant = slot.variant.key if slot.variant else ""
    return Offer(council_id=held.council_id, bid=held, measure=row, variant=variant)


@transaction.atomic
def remove_offer(*, bid: Bid, measure: uuid.UUID | str, variant: str = "", version: int, by: Actor) -> None:
    """Take an offer out of a draft."""
    held = hold(bid, by)
    slot = queries.contents(by, held).slot(str(measure), variant)
    if slot.offer is None:
        raise NotFound("there is no such offer")
    same(slot.offer, version)
    OfferLine.objects.visible_to(by).filter(offer=slot.offer).delete()
    slot.offer.delete()
    audit.record(held, "removed an offer", by=by, detail={"measure": slot.title}, sealed=True)
