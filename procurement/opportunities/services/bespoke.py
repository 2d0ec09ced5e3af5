"""Measures that are written for one procurement: written, sent for approval, decided about, withdrawn."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from councils.policies.models import Outcome
from measures import services as measures
from procurement.opportunities import queries
from procurement.opportunities.domain.bespoke import Written
from procurement.opportunities.domain.moves import APPROVE_MEASURE, PROPOSE_MEASURE, WITHDRAW_MEASURE
from procurement.opportunities.models import BespokeMeasure, Procurement
from procurement.opportunities.services.details import take
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, claim, require


@transaction.atomic
def write_measure(
    *, procurement: Procurement, written: Written, outcome: int, version: int, by: Actor
) -> BespokeMeasure:
    """Write a measure for one procurement, under an outcome (its key) that was assessed as fitting.

    ``version`` is the procurement's. Raises Denied, Stale, and Refusal with everything that is wrong, or where the tender
    is published.
    """
    require(by, "procurement.assess", procurement)
    take(procurement, version, by)
    shows = _outcome(procurement, outcome, by)
    written.check()
    made = BespokeMeasure.objects.create(
        council_id=procurement.council_id,
        procurement=procurement,
        outcome=shows,
        written_at=clock.now(),
        written_by_id=by.user_id,
        **asdict(written),
    )
    audit.record(made, "wrote a measure", by=by, detail={"outcome": shows.title})
    return made


@transaction.atomic
def change_measure(
    *, measure: BespokeMeasure, written: Written, outcome: int, version: int, by: Actor
) -> BespokeMeasure:
    """Change one that was not sent for approval, or was refused; whoever changes it is its writer from then on.

    Raises Denied, Stale, and Refusal with everything that is wrong.
    """
    require(by, "procurement.assess", measure)
    procurement = _taken(measure, by)
    claim(measure, version)
    if measure.status not in PROPOSE_MEASURE.sources:
        raise Refusal(f"This is {measure.get_status_display().lower()}, so it cannot be changed.")
    shows = _outcome(procurement, outcome, by)
    written.check()
    told = {"outcome": shows, "written_at": clock.now(), "written_by_id": by.user_id, **asdict(written)}
    for name, value in told.items():
        setattr(measure, name, value)
    measure.save(update_fields=[name.removesuffix("_id") for name in told])
    audit.record(measure, "changed a measure", by=by, detail={"outcome": shows.title})
    return measure


@transaction.atomic
def propose_measure(*, measure: BespokeMeasure, version: int, by: Actor) -> None:
    """Send it for approval. Raises Denied, Refusal, Stale."""
    _taken(measure, by)
    advance(measure, PROPOSE_MEASURE, by=by, version=version)
    measure.proposed_at = clock.now()
    measure.save(update_fields=["proposed_at"])


@transaction.atomic
def withdraw_measure(*, measure: BespokeMeasure, version: int, by: Actor) -> None:
    """Take it back before it is approved. Raises Denied, Refusal, Stale."""
    _taken(measure, by)
    advance(measure, WITHDRAW_MEASURE, by=by, version=version)


@transaction.atomic
def decide_measure(
    *, measure: BespokeMeasure, approves: bool, reason: str, version: int, by: Actor
) -> BespokeMeasure:
    """Approve it, so that it can be chosen and is offered to every bidder, or refuse it with a reason.

    Whoever wrote it decides only where it is the council's one procurement lead. Raises Denied, Stale, and Refusal where
    it does not wait, where the tender is published, or where the policy of the procurement has changed since.
    """
    approve, refuse = queries.measure_steps(by, measure)
    step = approve if approves else refuse
    require(by, step.permission, measure)
    if not approves and not reason.strip():
        raise Refusal("Say why you refuse it. Whoever wrote it reads this", "reason")
    procurement = _taken(measure, by)
    measure.refresh_from_db()
    if measure.status in step.sources and measure.version == version:
        measure.decided_at, measure.decided_by_id, measure.reason = clock.now(), by.user_id, reason.strip()
        if approves:
            measure.measure = _made(measure, procurement, step.permission, by)
        measure.save(update_fields=["decided_at", "decided_by", "reason", "measure"])
    advance(measure, step, by=by, version=version, detail={"reason": reason.strip()})
    return measure


@transaction.atomic
def take_up_measure(
    *,
    procurement: Procurement,
    bidder: int,
    written: Written,
    outcome: Outcome,
    proposed_at: datetime,
    reason: str,
    by: Actor,
) -> BespokeMeasure:
    """What the successful bidder (its key) proposed, as an approved measure of the procurement.

    Nobody else was asked about it, so it is nothing that a bid is scored by. Raises Denied, and Refusal where the policy of
    the procurement has changed since.
    """
    require(by, APPROVE_MEASURE.permission, procurement)
    row = BespokeMeasure(
        council_id=procurement.council_id,
        procurement=procurement,
        outcome=outcome,
        bidder_id=bidder,
        status=BespokeMeasure.Status.APPROVED,
        written_at=proposed_at,
        proposed_at=proposed_at,
        decided_at=clock.now(),
        decided_by_id=by.user_id,
        reason=reason,
        **asdict(written),
    )
    row.measure = _made(row, procurement, APPROVE_MEASURE.permission, by)
    row.save()
    audit.record(row, "took up a measure that the bidder proposed", by=by, detail={"outcome": outcome.title})
    return row


def _made(measure: BespokeMeasure, procurement: Procurement, permission: str, by: Actor):
    """The row that is chosen and offered like any other."""
    if measure.outcome.policy_id != procurement.policy_id:
        raise Refusal(
            "Another version of the policy judges this procurement now, and the outcome is not a part of it. "
            "Refuse it, so that it can be written again for an outcome of that version."
        )
    said = measure.written
    said.check()
    return measures.write(
        written_for=procurement.uid,
        outcome=measure.outcome,
        unit=said.unit,
        adds_up=said.adds_up,
        worth=said.valuation(),
        why=said.why,
        permission=permission,
        by=by,
        headline=said.headline,
        definition=said.definition,
        evidence=said.evidence,
        counted_one=said.counted_one,
        counted_many=said.counted_many,
    )


def _taken(measure: BespokeMeasure, by: Actor) -> Procurement:
    """Its procurement, claimed: of several acts at once each waits for the one before; refused once the tender is out."""
    procurement = Procurement.objects.select_for_update(of=("self",)).get_visible(
        by, pk=measure.procurement_id
    )
    take(procurement, procurement.version, by)
    return procurement


def _outcome(procurement: Procurement, key: int, by: Actor) -> Outcome:
    fitting = {one.pk: one for one in queries.outcomes_to_write_for(by, procurement)}
    if key not in fitting:
        raise Refusal("Choose an outcome that was assessed as fitting", "outcome")
    return fitting[key]
