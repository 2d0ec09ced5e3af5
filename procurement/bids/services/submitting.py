"""Submitting a bid, taking it back, and opening all bids: submit, withdraw, open_bids."""

import secrets

from django.db import transaction
from django.urls import reverse

from councils.people import queries as people
from procurement.bids import queries
from procurement.bids.domain import completeness
from procurement.bids.domain.moves import OPEN, SUBMIT, WITHDRAW
from procurement.bids.models import Bid
from procurement.bids.services.writing import refuse_if_closed
from procurement.tenders.domain import moves as tender_moves
from procurement.tenders.domain.deadlines import said
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.letters import tell

# Without letters and figures that are easily taken for one another; drawn at random, so that a receipt does not tell
# how many bids there are.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


NOT_DECLARED = "Tick the box to declare what the council asks every bidder to declare"


def lock_tender(tender: Tender, by: Actor) -> Tender:
    """The tender, locked to the end of the transaction: opening and closing acts on its bids go one after another."""
    rows = Tender.objects.select_for_update(of=("self",), no_key=True).select_related(
        "procurement", "council"
    )
    return rows.get_visible(by, pk=tender.pk)


def _receipt() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(drawn[at : at + 4] for at in range(0, 12, 4))


@transaction.atomic
def submit(*, bid: Bid, version: int, by: Actor, declares: bool = False) -> str:
    """Seal the bid as it was looked at, and return its receipt.

    ``declares`` that the supplier declares what the tender asks every bidder to declare; the bid keeps the words. Raises Refusal after the deadline, and with everything that is missing; Stale where the bid was changed meanwhile;
    of several at once exactly one is taken.
    """
    require(by, SUBMIT.permission, bid)
    tender = lock_tender(bid.tender, by)
    refuse_if_closed(tender)
    held = queries.bid(by, bid.uid)
    if held.status == Bid.Status.DRAFT:
        missing = queries.missing(held, queries.contents(by, held))
        if missing:
            raise Refusal.of([(None, one.sentence) for one in missing])
    asked = queries.frozen_scheme(held.tender).declarations.texts
    if asked and not declares:
        raise Refusal(NOT_DECLARED, "declares")
    receipt = _receipt()
    Bid.objects.visible_to(by).filter(pk=held.pk, status=Bid.Status.DRAFT, version=version).update(
        submitted_at=clock.now(), submitted_by_id=by.user_id, receipt=receipt, declared=list(asked)
    )
    advance(held, SUBMIT, by=by, version=version, detail={"receipt": receipt}, sealed=True)
    _send_receipt(held, receipt)
    return receipt


def _send_receipt(bid: Bid, receipt: str) -> None:
    tender = bid.tender
    tell(
        addresses=people.supplier_addresses(Actor.system(), bid.supplier_id),
        subject=f"Keep your receipt {receipt}: your bid is in. You can change it until {said(tender.deadline)}",
        template="bids/mail/receipt.txt",
        path=reverse("portal_bids:bid", args=[bid.uid]),
        context={"tender": tender, "receipt": receipt, "at": clock.now()},
    )


@transaction.atomic
def withdraw(*, bid: Bid, version: int, by: Actor) -> None:
    """Make a submitted bid a draft again, until the deadline; it must be submitted again to count."""
    require(by, WITHDRAW.permission, bid)
    refuse_if_closed(lock_tender(bid.tender, by))
    held = queries.bid(by, bid.uid)
    advance(held, WITHDRAW, by=by, version=version, detail={"receipt": held.receipt}, sealed=True)
    Bid.objects.visible_to(by).filter(pk=held.pk).update(
        submitted_at=None, submitted_by=None, receipt="", declared=[]
    )


@transaction.atomic
def open_bids(*, tender: Tender, version: int, by: Actor) -> int:
    """Open every submitted bid, a recorded act that the deadline must have passed for; returns how many there were.

    Drafts stay unseen for ever.
    """
    require(by, tender_moves.OPEN.permission, tender)
    held = lock_tender(tender, by)
    early = held.deadline and completeness.early_refusal(held.deadline, clock.now())
    if early:
        raise Refusal(early)
    advance(held, tender_moves.OPEN, by=by, version=version)
    Tender.objects.visible_to(by).filter(pk=held.pk).update(opened_at=clock.now(), opened_by_id=by.user_id)
    # Only here does the council's side reach for sealed bids, and only to open them.
    sealed = Bid.objects.visible_to(Actor.system(held.council_id)).filter(
        tender=held, status=Bid.Status.SUBMITTED
    )
    opened = list(sealed.select_related("supplier", "tender__procurement"))
    for bid in opened:
        detail = {"submitted_at": bid.submitted_at.isoformat(), "receipt": bid.receipt}
        advance(bid, OPEN, by=by, detail=detail)
    return len(opened)
