"""Measures written for one procurement, as people would bring them to a state."""

from decimal import Decimal

from councils.policies.domain.counting import HowItAddsUp, Unit
from councils.policies.models import Outcome
from procurement.opportunities import services
from procurement.opportunities.domain.bespoke import Written

BENCHES = {
    "headline": "Benches repaired with volunteers",
    "definition": "Benches in the parks that volunteers repaired with the supplier's staff.",
    "unit": Unit.ITEM,
    "adds_up": HowItAddsUp.FLOW,
    "counted_one": "bench",
    "counted_many": "benches",
    "evidence": "A photograph of each bench, without people.",
    "why": "The policy counts volunteering in hours and not what comes of it.",
}
VALUE = {
    "worth": Decimal("125.00"),
    "worth_source": "Parks repair contract 2025, schedule of rates",
    "worth_licence": "Open Government Licence v3.0",
    "worth_price_year": "2025",
}


def benches(**told) -> Written:
    """Benches, not valued, but for what is told otherwise."""
    return Written(**{**BENCHES, **told})


def write(procurement, by, outcome: str = "environment", **told):
    """A draft under that outcome."""
    procurement.refresh_from_db()
    shows = Outcome.objects.get(policy=procurement.policy, key=outcome)
    return services.write_measure(
        procurement=procurement,
        written=benches(**told),
        outcome=shows.pk,
        version=procurement.version,
        by=by,
    )


def propose(one, by):
    """Sent for approval."""
    services.propose_measure(measure=one, version=one.version, by=by)
    one.refresh_from_db()
    return one


def decide(one, by, *, approves: bool = True, reason: str = "", version: int | None = None):
    """Approved, or refused with a reason."""
    services.decide_measure(
        measure=one, approves=approves, reason=reason, version=version or one.version, by=by
    )
    one.refresh_from_db()
    return one


def approved(procurement, writer, decider, **told):
    """Written by one and approved by the other."""
    return decide(propose(write(procurement, writer, **told), writer), decider)
