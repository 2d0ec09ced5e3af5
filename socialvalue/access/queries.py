"""Looking at history."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from socialvalue.access.domain import Actor
from socialvalue.access.models import AuditEntry, TenantModel


@dataclass(frozen=True)
class Event:
    """One line of a timeline: what was done, when, by whom, and what more is said of it."""

    title: str
    at: datetime
    by: str
    text: str

    @classmethod
    def of(cls, entry: AuditEntry, text: str) -> "Event":
        """The line of an entry."""
        return cls(entry.act[:1].upper() + entry.act[1:], entry.at, entry.actor_name, text)


def history(actor: Actor, thread: uuid.UUID) -> QuerySet[AuditEntry]:
    """What happened to one procurement, newest first, as far as the actor may know."""
    return AuditEntry.objects.visible_to(actor).filter(thread=thread)


def acts_on(actor: Actor, record: TenantModel) -> QuerySet[AuditEntry]:
    """What was done with one record, newest first, as far as the actor may know."""
    rows = AuditEntry.objects.visible_to(actor).filter(council_id=record.council_id)
    return rows.filter(record_type=record._meta.label_lower, record_id=record.pk)
