"""A measure that was written for one procurement is proposed for the library, and decided about."""

import uuid

from django.db import transaction

from councils.policies import queries as policies
from councils.policies import services as policy_services
from procurement.opportunities import queries
from procurement.opportunities.domain.moves import PROPOSE_AGAIN, TURN_DOWN, WRITE_INTO_DRAFT
from procurement.opportunities.models import BespokeMeasure, LibraryProposal
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, claim, require


@transaction.atomic
def propose_for_library(*, measure: BespokeMeasure, why: str, version: int, by: Actor) -> LibraryProposal:
    """Propose it to the council's administrator for the next version of the policy, again where it was turned down.

    ``version`` is the written measure's. Raises Denied, Stale, and Refusal before the contract is signed, without a
    reason, or where it is proposed already.
    """
    require(by, "library.propose", measure)
    if not queries.may_be_in_library(by, measure):
        raise Refusal(
            "A measure can be proposed for the library once a contract that it was written for is signed."
        )
    if not why.strip():
        raise Refusal("Say why other procurements could use it", "why")
    claim(measure, version)
    told = {"why": why.strip(), "proposed_at": clock.now(), "proposed_by_id": by.user_id}
    made = LibraryProposal.objects.filter(written=measure).first()
    if made is not None:
        advance(made, PROPOSE_AGAIN, by=by, detail={"reason": why.strip()})
        for name, value in told.items():
            setattr(made, name, value)
        made.save(update_fields=[name.removesuffix("_id") for name in told])
        return made
    made = LibraryProposal.objects.create(
        council_id=measure.council_id,
        procurement_id=measure.procurement_id,
        written=measure,
        key=queries.free_key(by, measure),
        **told,
    )
    audit.record(made, "proposed a measure for the library", by=by, detail={"reason": why.strip()})
    return made


@transaction.atomic
def decide_proposal(
    *, proposal: LibraryProposal, draft: uuid.UUID | None, reason: str, version: int, by: Actor
) -> LibraryProposal:
    """Write it into a draft of the policy, or (for None) turn it down with a reason.

    Raises Denied, Stale, and Refusal where the policy has it already or the draft cannot hold it.
    """
    step = WRITE_INTO_DRAFT if draft else TURN_DOWN
    require(by, step.permission, proposal)
    if queries.measure_in_policy(by, proposal):
        raise Refusal("The policy has this measure already, so there is nothing left to decide.")
    if draft is None and not reason.strip():
        raise Refusal("Say why you turn it down. Whoever proposed it reads this", "reason")
    policy = policies.draft(by, draft) if draft else None
    held = LibraryProposal.objects.select_for_update(of=("self",)).get_visible(by, pk=proposal.pk)
    if held.status in step.sources and held.version == version:
        held.decided_at, held.decided_by_id, held.reason = clock.now(), by.user_id, reason.strip()
        held.draft = policy
        held.save(update_fields=["draft", "decided_at", "decided_by", "reason"])
    detail = {"reason": reason.strip()} | ({"draft": str(policy)} if policy else {})
    advance(held, step, by=by, version=version, detail=detail)
    if policy is not None:
        part = queries.part_for(held, policy)
        policy_services.add_measure(policy=policy, part=part, version=policy.version, by=by)
    return held
