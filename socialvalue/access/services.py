"""Permission, status and version: what every service asks before it writes. Nothing here opens a transaction."""

from typing import Any

from django.db.models import F

from socialvalue.access import audit
from socialvalue.access.domain import Actor, Answer, Denied, Move, Refusal, Stale, decide
from socialvalue.access.models import TenantModel


def allowed(actor: Actor, permission: str, record: TenantModel | None = None) -> Answer:
    """Whether ``actor`` may, with the reason. A record of another council or supplier is never the actor's."""
    if record is not None and actor.is_council and record.council_id != actor.council_id:
        return Answer(False, "This belongs to another council.")
    relations = record.relations_of(actor) if record is not None else frozenset()
    return decide(actor, permission, relations)


def require(actor: Actor, permission: str, record: TenantModel | None = None) -> None:
    """Raise Denied, with the reason, unless ``actor`` may."""
    answer = allowed(actor, permission, record)
    if not answer:
        raise Denied(answer.reason)


def may_move(record: TenantModel, actor: Actor, step: Move) -> bool:
    """Whether ``actor`` may make ``step`` on ``record`` now: what decides whether a page shows its button."""
    return record.status in step.sources and bool(allowed(actor, step.permission, record))


def claim(record: TenantModel, version: int) -> None:
    """Take ``record`` for one edit made from ``version``: of several at once exactly one gets it, the rest are Stale."""
    taken = type(record).objects.filter(pk=record.pk, version=version).update(version=F("version") + 1)
    if not taken:
        raise Stale()
    record.version = version + 1


def advance(
    record: TenantModel,
    step: Move,
    *,
    by: Actor,
    version: int | None = None,
    act: str = "",
    detail: dict[str, Any] | None = None,
    sealed: bool = False,
) -> None:
    """Change the status of ``record`` by ``step``: the only way in which a status changes.

    Raises Denied without the permission, Refusal where the move does not start at the present status, Stale where
    somebody else moved it first. Writes the audit entry.
    """
    require(by, step.permission, record)
    if record.status not in step.sources:
        raise Refusal(f"This is {record.get_status_display().lower()}, so you cannot {step.label.lower()}.")
    seen = record.version if version is None else version
    moved = (
        type(record)
        .objects.filter(pk=record.pk, status=record.status, version=seen)
        .update(status=step.target, version=F("version") + 1)
    )
    if not moved:
        raise Stale()
    record.status = step.target
    record.version = seen + 1
    audit.record(record, act or step.name, by=by, detail=detail, sealed=sealed)
