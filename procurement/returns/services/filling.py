"""A supplier fills in its return and submits it; again, where lines were sent back."""

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from measures.domain.units import Unit
from procurement.contracts import queries as contracts
from procurement.ledger import services as ledger
from procurement.ledger.domain.lines import Counted, Source, Statement
from procurement.returns.domain.moves import CHANGEABLE, SEND_LINE, SUBMIT
from procurement.returns.domain.quantities import Answer, quantity_refusal
from procurement.returns.domain.timing import lateness, said
from procurement.returns.models import QuarterlyReturn, ReturnLine, SubmittedLine
from procurement.returns.services.locking import held, lines_of, must_be_open, touch
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Stale
from socialvalue.access.services import advance, claim, require
from socialvalue.letters import tell

NOT_YOURS_NOW = (
    "This line was submitted, so you cannot change it. The contract manager may send it back to you."
)


@transaction.atomic
def save_line(
    *,
    line: ReturnLine,
    quantity: Decimal | None,
    what_was_done: str,
    version: int,
    by: Actor,
    declared: Collection[str] = (),
) -> ReturnLine:
    """Keep what a supplier says of one commitment; None for nothing entered yet, 0 for nothing to report. Of what is
    ``declared`` the measure's own declarations are kept.

    Raises Denied, Refusal (not open yet, submitted, a quantity that cannot be right) and Stale.
    """
    require(by, "return.fill", line)
    period_return = held(line.period_return, by)
    must_be_open(period_return)
    claim(line, version)
    fresh = lines_of(period_return, by).get(pk=line.pk)
    if fresh.status not in CHANGEABLE:
        raise Refusal(NOT_YOURS_NOW)
    unit = Unit(fresh.commitment.measure.unit)
    if quantity is not None and (refusal := quantity_refusal(quantity, unit)):
        raise Refusal(refusal, "quantity")
    fresh.quantity = None if unit is Unit.NARRATIVE else quantity
    fresh.what_was_done = what_was_done.strip()
    fresh.declared = [one for one in fresh.commitment.measure.declarations if one in declared]
    fresh.entered_by_id = by.user_id
    fresh.save(update_fields=["quantity", "what_was_done", "declared", "entered_by"])
    touch(period_return)
    # The council sees nothing of a line before it is submitted, so its history does not tell of it either.
    audit.record(fresh, "filled in a line of the return", by=by, sealed=True)
    return fresh


@transaction.atomic
def submit(*, period_return: QuarterlyReturn, version: int, by: Actor) -> QuarterlyReturn:
    """Send the lines that are the supplier's to send, and post what they report.

    Raises Denied, Refusal (not open yet, or lines that still miss something, each named) and Stale, also where a line
    was changed since ``version`` was looked at.
    """
    require(by, SUBMIT.permission, period_return)
    fresh = held(period_return, by)
    must_be_open(fresh)
    if fresh.version != version:
        raise Stale("Somebody changed this return while you had it open.")
    to_send = [line for line in lines_of(fresh, by) if line.status in CHANGEABLE]
    _check_complete(to_send)
    now = clock.now()
    fresh.submitted_at, fresh.submitted_by_id = now, by.user_id
    fresh.first_submitted_at = fresh.first_submitted_at or now
    fresh.submissions += 1
    fresh.save(update_fields=["submitted_at", "submitted_by", "first_submitted_at", "submissions"])
    late = lateness(fresh.due_on, clock.today())
    again = fresh.submissions > 1
    detail = {"lines": len(to_send), "late": late if not again else ""}
    act = "submitted the return again" if again else ""
    advance(fresh, SUBMIT, by=by, version=version, act=act, detail=detail)
    for line in to_send:
        _send(line, by)
    statements = [one for line in to_send if (one := _statement(line))]
    if statements:
        ledger.report(statements=statements, by=by)
    _tell_manager(fresh, len(to_send), again, by)
    return fresh


def _check_complete(lines: list[ReturnLine]) -> None:
    """Raise one Refusal that names every line that misses something."""
    problems: list[tuple[str | None, str]] = []
    for line in lines:
        measure = line.commitment.measure
        answer = Answer(
            Unit(measure.unit),
            line.quantity,
            line.what_was_done,
            tuple(measure.declarations),
            tuple(line.declared),
        )
        missing = answer.missing
        if missing:
            problems.append((None, f"{line.commitment}: {missing[:1].lower()}{missing[1:]}"))
    if problems:
        raise Refusal.of(problems)


def _send(line: ReturnLine, by: Actor) -> None:
    line.revision += 1
    line.decided_at = line.decided_by = line.verified_quantity = None
    line.reason = ""
    line.save(update_fields=["revision", "decided_at", "decided_by", "verified_quantity", "reason"])
    advance(line, SEND_LINE, by=by, detail={"revision": line.revision})
    SubmittedLine.objects.create(
        council_id=line.council_id,
        supplier_id=line.supplier_id,
        line=line,
        revision=line.revision,
        quantity=line.quantity,
        what_was_done=line.what_was_done,
        declared=line.declared,
        submitted_at=clock.now(),
        submitted_by_id=by.user_id,
    )


def _statement(line: ReturnLine) -> Statement | None:
    """What the line adds to the ledger; None for levels and words, which are not posted."""
    counting = line.commitment.counting
    if not counting.is_posted or line.quantity is None:
        return None
    period = line.period_return.period
    counted = Counted(line.commitment_id, period, counting.posted(line.quantity, period))
    return Statement(Source(line._meta.label_lower, line.pk, line.revision), (counted,))


def _tell_manager(one: QuarterlyReturn, lines: int, again: bool, by: Actor) -> None:
    contract = one.contract
    words = "again" if again else f"for {one.period}"
    tell(
        addresses=contracts.manager_address(Actor.system(one.council_id), contract),
        subject=f"Verify the return {words}: {contract.reference}, submitted on {said(clock.today())}",
        template="returns/mail/submitted.txt",
        path=reverse("returns:return", args=[one.uid]),
        context={"period_return": one, "contract": contract, "lines": lines, "again": again, "by": by},
    )
