"""Looking at history."""

import uuid

from django.db.models import QuerySet

from socialvalue.access.domain import Actor
from socialvalue.access.models import AuditEntry


def history(actor: Actor, thread: uuid.UUID) -> QuerySet[AuditEntry]:
    """What happened to one procurement, newest first, as far as the actor may know."""
    return AuditEntry.objects.visible_to(actor).filter(thread=thread)
