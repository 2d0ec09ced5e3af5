"""The only way in which history is written."""

from typing import Any

from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.access.models import AuditEntry, TenantModel


def record(
    subject: TenantModel, act: str, *, by: Actor, detail: dict[str, Any] | None = None, sealed: bool = False
) -> AuditEntry:
    """Append that ``by`` did ``act`` to ``subject``, inside the caller's transaction.

    ``act`` is a past-tense phrase that a timeline can print, for instance "published the tender". ``sealed`` keeps
    the entry from the council's side: acts on a bid before opening.
    """
    return AuditEntry.objects.create(
        council_id=subject.council_id,
        at=clock.now(),
        act=act,
        actor_kind=by.kind,
        actor_name=by.name,
        user_id=by.user_id,
        supplier_id=by.supplier_id,
        record_type=subject._meta.label_lower,
        record_id=subject.pk,
        record_label=str(subject)[:300],
        thread=subject.thread,
        sealed=sealed,
        detail=detail or {},
    )
