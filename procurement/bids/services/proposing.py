"""Measures that a bidder proposes: propose_measure, change_proposal, remove_proposal, and the council's decide_proposal."""

from dataclasses import asdict

from django.db import transaction
from django.urls import reverse

from councils.people import queries as people
from councils.policies.models import Outcome
from procurement.bids import queries
from procurement.bids.domain.moves import APPROVE_PROPOSAL, REFUSE_PROPOSAL
from procurement.bids.models import Bid, Offer, OfferLine, ProposedMeasure
from procurement.bids.services.writing import hold, same
from procurement.opportunities import services as opportunities
from procurement.opportunities.domain.bespoke import Written
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Stale
from socialvalue.access.services import advance, require
from socialvalue.letters import tell

NOT_TAKEN = "This tender does not take measures that bidders propose."


@transaction.atomic
def propose_measure(*, bid: Bid, written: Written, outcome: int, version: int, by: Actor) -> ProposedMeasure:
    """A measure of the bidder's own, under an outcome (its key) of a measure that is asked; ``version`` is the bid's.

    Raises Refusal with everything that is wrong, where the tender takes none or the bid has as many as it may; Stale.
    """
    held = hold(bid, by)
    if held.version != version:
        raise Stale()
    most = queries.frozen_scheme(held.tender).most_proposals
    if not most:
        raise Refusal(NOT_TAKEN)
    if queries.proposals(by, held).count() >= most:
        raise Refusal(f"A bid proposes {most} measures at most. Remove one first.")
    shows = _outcome(held, outcome, by)
    written.check()
    made = ProposedMeasure.objects.create(
        council_id=held.council_id, bid=held, outcome=shows, **asdict(written)
    )
    audit.record(held, "proposed a measure", by=by, detail={"measure": made.headline}, sealed=True)
    return made


@transaction.atomic
def change_proposal(
    *, proposal: ProposedMeasure, written: Written, outcome: int, version: int, by: Actor
) -> ProposedMeasure:
    """Other words for it. Where it is counted in something else, the quantities that were offered are taken out.

    Raises Denied, Stale, and Refusal with everything that is wrong.
    """
    held = hold(proposal.bid, by)
    row = ProposedMeasure.objects.get_visible(by, pk=proposal.pk)
    same(row, version)
    shows = _outcome(held, outcome, by)
    written.check()
    if row.unit != written.unit.value:
        OfferLine.objects.visible_to(by).filter(offer__proposal=row).delete()
    for name, value in {**asdict(written), "outcome": shows, "version": version + 1}.items():
        setattr(row, name, value)
    row.save()
    audit.record(held, "changed a proposed measure", by=by, detail={"measure": row.headline}, sealed=True)
    return row


@transaction.atomic
def remove_proposal(*, proposal: ProposedMeasure, version: int, by: Actor) -> None:
    """Take it out of a draft, with what was offered on it."""
    held = hold(proposal.bid, by)
    row = ProposedMeasure.objects.get_visible(by, pk=proposal.pk)
    same(row, version)
    OfferLine.objects.visible_to(by).filter(offer__proposal=row).delete()
    Offer.objects.visible_to(by).filter(proposal=row).delete()
    row.delete()
    audit.record(held, "removed a proposed measure", by=by, detail={"measure": row.headline}, sealed=True)


def _outcome(held: Bid, key: int, by: Actor) -> Outcome:
    served = {one.pk: one for one in queries.outcomes_to_serve(by, held.tender)}
    if key not in served:
        raise Refusal("Choose an outcome of this tender", "outcome")
    return served[key]


@transaction.atomic
def decide_proposal(
    *, proposal: ProposedMeasure, approves: bool, reason: str, version: int, by: Actor
) -> ProposedMeasure:
    """Approve what the successful bidder proposed, so that it becomes a commitment of the contract, or refuse it.

    Raises Denied; Refusal where the bid did not win, it is decided already, or the policy of the procurement has changed
    since; Stale.
    """
    step = APPROVE_PROPOSAL if approves else REFUSE_PROPOSAL
    require(by, step.permission, proposal)
    if proposal.bid.status != Bid.Status.WON:
        raise Refusal("Only what the successful bidder proposed is decided.")
    if not approves and not reason.strip():
        raise Refusal("Say why you refuse it. The bidder reads this", "reason")
    rows = ProposedMeasure.objects.select_for_update(of=("self",)).select_related(
        "bid__tender__procurement", "bid__supplier", "outcome"
    )
    row = rows.get_visible(by, pk=proposal.pk)
    if row.status in step.sources and row.version == version:
        row.decided_at, row.decided_by_id, row.reason = clock.now(), by.user_id, reason.strip()
        row.taken_up = _taken_up(row, by) if approves else None
        ProposedMeasure.objects.filter(pk=row.pk).update(
            decided_at=row.decided_at, decided_by=row.decided_by_id, reason=row.reason, taken_up=row.taken_up
        )
    advance(row, step, by=by, version=version, detail={"reason": reason.strip()})
    _tell_bidder(row)
    return row


def _taken_up(row: ProposedMeasure, by: Actor):
    return opportunities.take_up_measure(
        procurement=row.bid.tender.procurement,
        bidder=row.bid.supplier_id,
        written=row.written,
        outcome=row.outcome,
        proposed_at=row.bid.submitted_at,
        reason=row.reason,
        by=by,
    )


def _tell_bidder(row: ProposedMeasure) -> None:
    bid = row.bid
    tell(
        addresses=people.supplier_addresses(Actor.system(), bid.supplier_id),
        subject=f"Read the decision about a measure that you proposed: {bid.tender.procurement.reference}",
        template="bids/mail/proposal.txt",
        path=reverse("portal_bids:bid", args=[bid.uid]),
        context={"proposal": row, "tender": bid.tender},
    )
