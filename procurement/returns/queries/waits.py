"""What waits for somebody because of returns: to fill in, to change, to verify, and what is owed."""

from django.db.models import Count, Q

from procurement.returns.models import QuarterlyReturn
from procurement.returns.queries.returns import due, returns, rows
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from socialvalue.access.domain.waiting import Waiting

Status = QuarterlyReturn.Status


def waiting(actor: Actor) -> list[Waiting]:
    """For a supplier what it has to send, for a contract manager what it has to verify, and what others owe."""
    if actor.is_supplier:
        return _to_send(actor) + _to_change(actor)
    if not actor.is_council:
        return []
    found = _to_verify(actor) if actor.has(Role.CONTRACT_MANAGER) else []
    if actor.has(Role.CONTRACT_MANAGER, Role.PROCUREMENT_LEAD):
        found += _owed(actor)
    return found


def _to_send(actor: Actor) -> list[Waiting]:
    return [
        Waiting(
            title=f"Send the return: {one.period_return.contract.title}",
            url=one.url,
            hint=f"{one.quarter}, {one.period_return.period}, for {one.period_return.council.name}."
            + (f" It is {one.late}." if one.late else ""),
            due_on=one.period_return.due_on,
            since=one.opens_on,
            is_late=bool(one.late),
        )
        for one in rows(actor, due(actor))
    ]


def _to_change(actor: Actor) -> list[Waiting]:
    queried = returns(actor).filter(status=Status.QUERIED)
    counted = queried.annotate(sent_back=Count("lines", filter=Q(lines__status="sent_back")))
    return [
        Waiting(
            title=f"Change what was sent back: {one.period_return.contract.title}",
            url=one.url,
            hint=f"{one.quarter}: {_lines_words(one.period_return.sent_back)} to change and submit again.",
            since=clock.today(),
        )
        for one in rows(actor, counted.order_by("due_on", "id"))
    ]


def _lines_words(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _to_verify(actor: Actor) -> list[Waiting]:
    mine = returns(actor).filter(contract__manager_id=actor.user_id)
    undecided = mine.annotate(to_decide=Count("lines", filter=Q(lines__status="submitted"))).filter(
        to_decide__gt=0
    )
    return [
        Waiting(
            title=f"Verify the return: {one.period_return.contract.title}",
            url=one.url,
            hint=f"{one.quarter}, from {one.period_return.contract.supplier.name}: "
            f"{_lines_words(one.period_return.to_decide)} to decide.",
            since=one.period_return.submitted_at.astimezone(clock.LONDON).date(),
        )
        for one in rows(actor, undecided.order_by("submitted_at", "id"))
    ]


def _owed(actor: Actor) -> list[Waiting]:
    """Returns that are late: of a manager's own contracts, or of the whole council for a procurement lead."""
    found = due(actor).filter(due_on__lt=clock.today())
    if not actor.has(Role.PROCUREMENT_LEAD):
        found = found.filter(contract__manager_id=actor.user_id)
    return [
        Waiting(
            title=f"Return for {one.period_return.contract.title}",
            url=one.url,
            hint=f"{one.quarter}. It is {one.late}.",
            due_on=one.period_return.due_on,
            since=one.opens_on,
            is_late=True,
            mine=False,
            whose=one.period_return.contract.supplier.name,
        )
        for one in rows(actor, found)
    ]
