"""The award: award."""

from django.db import transaction
from django.urls import reverse

from councils.people import queries as people
from procurement.bids import queries
from procurement.bids.domain.awarding import award_refusals
from procurement.bids.domain.moves import LOSE, WIN
from procurement.bids.models import Award, Bid
from procurement.bids.services.submitting import lock_tender
from procurement.tenders.domain import moves as tender_moves
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.letters import tell


@transaction.atomic
def award(
    *, tender: Tender, bid: Bid, reason: str, decision_reference: str, version: int, by: Actor
) -> Award:
    """Award the tender to the first bid, or to one of those that tie for first, and freeze the ranking.

    Raises Denied for whoever scored it, Refusal for another bid and for what is missing, Stale where somebody else was
    faster. Every bidder sees its outcome from now on.
    """
    require(by, tender_moves.AWARD.permission, tender)
    held = lock_tender(tender, by)
    if held.status != Tender.Status.SCORED:
        raise Refusal("The tender can be awarded once, after moderation is finished.")
    ranking = queries.ranking(by, held)
    wrong = award_refusals(ranking, str(bid.uid), reason, decision_reference)
    if wrong:
        raise Refusal.of(wrong)
    advance(held, tender_moves.AWARD, by=by, version=version, detail={"decision": decision_reference})
    bids = queries.opened_bids(by, held)
    made = Award.objects.create(
        council_id=held.council_id,
        tender=held,
        bid=next(one for one in bids if one.uid == bid.uid),
        ranking=ranking.to_dict(),
        checksum=ranking.checksum,
        reason=reason,
        decision_reference=decision_reference,
        awarded_at=clock.now(),
        awarded_by_id=by.user_id,
    )
    for one in bids:
        one.tender = held
        advance(one, WIN if one.uid == bid.uid else LOSE, by=by)
        _tell_bidder(one, by)
    audit.record(
        made, "recorded the award", by=by, detail={"decision": decision_reference, "ranking": made.checksum}
    )
    return made


def _tell_bidder(bid: Bid, by: Actor) -> None:
    """That there is an outcome, and where; never what it is."""
    tender = bid.tender
    tell(
        addresses=people.supplier_addresses(Actor.system(), bid.supplier_id),
        subject=f"Look at the outcome of your bid: {tender.procurement.reference}, decided on {clock.today():%-d %B %Y}",
        template="bids/mail/outcome.txt",
        path=reverse("portal_bids:bid", args=[bid.uid]),
        context={"tender": tender, "by": by},
    )
