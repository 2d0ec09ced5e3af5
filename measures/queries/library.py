"""Looking at measures."""

import uuid

from django.db.models import Q, QuerySet

from councils.policies.models import PolicyVersion
from measures.models import Measure
from socialvalue.access.domain import Actor


def measures(actor: Actor, policy: PolicyVersion, written_for: uuid.UUID | None = None) -> QuerySet[Measure]:
    """The measures of a version, in its order; with ``written_for`` those too that were written for that procurement."""
    rows = Measure.objects.visible_to(actor).filter(policy=policy)
    rows = rows.filter(Q(written_for__isnull=True) | Q(written_for=written_for))
    return rows.select_related("outcome__priority", "contained_in").order_by("position")


def measure(actor: Actor, uid: uuid.UUID) -> Measure:
    """One measure; raises NotFound."""
    rows = Measure.objects.select_related("outcome__priority", "contained_in", "policy__council")
    return rows.get_visible(actor, uid=uid)
