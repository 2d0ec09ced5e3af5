"""The contract manager decides each line against its evidence: in full, in part with a reason, or back to the supplier."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from measures.domain.units import HowItAddsUp, Unit
from procurement.contracts import queries as contracts
from procurement.ledger import services as ledger
from procurement.ledger.domain.lines import Counted, Source
from procurement.returns.domain.moves import (
    COMPLETE,
    QUERY,
    SEND_BACK_LINE,
    VERIFY_LINE,
    all_decided,
    part_move,
)
from procurement.returns.domain.quantities import part_refusal
from procurement.returns.domain.timing import said
from procurement.returns.models import QuarterlyReturn, ReturnLine, SubmittedLine
from procurement.returns.services.locking import held, lines_of, touch
from socialvalue import clock
from socialvalue.access.domain import Actor, Move, Refusal
from socialvalue.access.services import advance, require
from socialvalue.letters import tell


@transaction.atomic
def verify_line(*, line: ReturnLine, version: int, by: Actor) -> ReturnLine:
    """Accept all that a line reports. Raises Denied, Refusal where it waits for nobody, Stale."""
    period_return, fresh = _to_decide(line, by)
    _decide(fresh, VERIFY_LINE, version, by, verified_quantity=fresh.quantity, reason="")
    if _is_posted(fresh):
        ledger.verify(source=_source(fresh), by=by)
    _complete(period_return, by)
    return fresh


@transaction.atomic
def part_verify_line(
    *, line: ReturnLine, quantity: Decimal, reason: str, version: int, by: Actor
) -> ReturnLine:
    """Accept less than a line reports (0 for none of it), with a reason that the supplier reads.

    Raises Denied, Refusal for a quantity that is not less or a missing reason, Stale.
    """
    period_return, fresh = _to_decide(line, by)
    if fresh.quantity is None:
        raise Refusal("This line has no quantity. Verify it in full, or send it back.", "decision")
    if refusal := part_refusal(quantity, fresh.quantity, Unit(fresh.commitment.measure.unit)):
        raise Refusal(refusal, "quantity")
    _check_reason(reason, "Say why you verify less than was reported. The supplier reads it.")
    step = part_move(quantity)
    _decide(fresh, step, version, by, verified_quantity=quantity, reason=reason.strip())
    if _is_posted(fresh):
        period = fresh.period_return.period
        counted = Counted(fresh.commitment_id, period, fresh.commitment.counting.posted(quantity, period))
        ledger.verify(source=_source(fresh), lines=[counted], reason=fresh.reason, by=by)
    _complete(period_return, by)
    return fresh


@transaction.atomic
def send_back_line(*, line: ReturnLine, reason: str, version: int, by: Actor) -> ReturnLine:
    """Send one line back: the supplier is told, changes this line and submits again; its sisters stay as they are.

    What was verified on it is taken back. Raises Denied, Refusal without a reason, Stale.
    """
    period_return, fresh = _to_decide(line, by)
    _check_reason(reason, "Say what the supplier has to change.")
    _decide(fresh, SEND_BACK_LINE, version, by, verified_quantity=None, reason=reason.strip())
    SubmittedLine.objects.visible_to(by).filter(line=fresh, revision=fresh.revision).update(
        sent_back_at=fresh.decided_at, sent_back_because=fresh.reason
    )
    if _is_posted(fresh):
        ledger.send_back(source=_source(fresh), reason=fresh.reason, by=by)
    if period_return.status in QUERY.sources:
        advance(period_return, QUERY, by=by)
    else:
        touch(period_return)
    _tell_supplier(period_return, fresh, by)
    return fresh


def _to_decide(line: ReturnLine, by: Actor) -> tuple[QuarterlyReturn, ReturnLine]:
    """The return, held, and the line as it stands now; raises Denied to all but the contract's manager."""
    require(by, VERIFY_LINE.permission, line)
    period_return = held(line.period_return, by)
    return period_return, lines_of(period_return, by).get(pk=line.pk)


def _check_reason(reason: str, message: str) -> None:
    if not reason.strip():
        raise Refusal(message, "reason")


def _decide(line: ReturnLine, step: Move, version: int, by: Actor, **decision: Any) -> None:
    """Write the decision and move the line; Stale where it was decided or submitted since ``version``."""
    detail = {name: str(value) for name, value in decision.items() if value not in (None, "")}
    advance(line, step, by=by, version=version, detail={"revision": line.revision, **detail})
    line.decided_at, line.decided_by_id = clock.now(), by.user_id
    line.verified_quantity, line.reason = decision["verified_quantity"], decision["reason"]
    line.save(update_fields=["decided_at", "decided_by", "verified_quantity", "reason"])


def _is_posted(line: ReturnLine) -> bool:
    measure = line.commitment.measure
    return HowItAddsUp(measure.adds_up).posts(Unit(measure.unit))


def _source(line: ReturnLine) -> Source:
    return Source(line._meta.label_lower, line.pk, line.revision)


def _complete(period_return: QuarterlyReturn, by: Actor) -> None:
    """The return is verified when its last line is decided."""
    if all_decided(lines_of(period_return, by).values_list("status", flat=True)):
        advance(period_return, COMPLETE, by=by)


def _tell_supplier(one: QuarterlyReturn, line: ReturnLine, by: Actor) -> None:
    contract = one.contract
    by_when = f"by {said(one.due_on)}" if clock.today() <= one.due_on else "as soon as you can"
    tell(
        addresses=contracts.supplier_addresses(Actor.system(one.council_id), contract),
        subject=f"Change one line of your return {by_when}: {contract.reference}, {one.period}",
        template="returns/mail/sent_back.txt",
        path=reverse("portal_returns:return", args=[one.uid]),
        context={"period_return": one, "contract": contract, "line": line, "by_when": by_when, "by": by},
    )
