"""Looking across the stages, at what is fair to ask, and at what would pass from one council to its successor."""

from procurement.journey.queries.fairness import Fair, burden_shown, fair, odd, past_commitments
from procurement.journey.queries.passing import PassingPlan, passing
from procurement.journey.queries.stages import (
    Event,
    Place,
    SupplierHome,
    events,
    places,
    position,
    procurement,
    requirements,
    supplier_home,
    timeline,
    waiting,
)

__all__ = [
    "Event",
    "Fair",
    "PassingPlan",
    "Place",
    "SupplierHome",
    "burden_shown",
    "events",
    "fair",
    "odd",
    "passing",
    "past_commitments",
    "places",
    "position",
    "procurement",
    "requirements",
    "supplier_home",
    "timeline",
    "waiting",
]
