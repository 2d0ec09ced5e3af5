"""What waits for somebody who looks after the policy."""

from councils.policies.queries.maintaining import versions_waiting
from councils.policies.queries.reviews import reviews_waiting
from socialvalue.access.domain import Actor
from socialvalue.access.domain.waiting import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Versions to approve, and reviews that have come due."""
    return [*versions_waiting(actor), *reviews_waiting(actor)]
