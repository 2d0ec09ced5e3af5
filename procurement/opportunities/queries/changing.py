"""Which procurements under way a draft of the policy would judge otherwise than the policy in force."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from councils.policies import queries as policies
from councils.policies.domain.facts import Facts
from councils.policies.domain.requirements import Requirement as Required
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.models import PolicyVersion
from procurement.opportunities.models import Procurement
from procurement.opportunities.queries.finding import procurements
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound

Judge = Callable[[Facts], tuple[Required, ...]]


@dataclass(frozen=True)
class Change:
    """One thing that is required otherwise; empty where nothing is."""

    before: str
    after: str


@dataclass(frozen=True)
class JudgedOtherwise:
    """A procurement with everything that the draft would require of it otherwise."""

    procurement: Procurement
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Effect:
    """What a draft would do to the procurements under way; ``untold`` are those of whose day no law is known."""

    looked_at: int
    otherwise: tuple[JudgedOtherwise, ...]
    untold: tuple[Procurement, ...]


def judged_by(actor: Actor, draft: PolicyVersion) -> Effect:
    """Every procurement whose tender is not out, as the draft and as the present policy would judge it.

    Judged on the day on which the draft begins, or today if that is past; one that commenced before the draft begins
    stays as it is. Raises NotFound where no policy is in force.
    """
    present = policies.in_force(actor, draft.council_id, clock.today())
    now, then = policies.judge(actor, present), policies.judge(actor, draft)
    day = max(draft.begins_on or clock.today(), clock.today())
    rows = procurements(actor).filter(tender__published_at__isnull=True, contract__isnull=True)
    found, untold = [], []
    touched = [one for one in rows if _is_touched(one, draft)]
    for one in touched:
        try:
            changes = _changes(one, day, now, then)
        except (ThresholdUnknown, NotFound):
            untold.append(one)
            continue
        if changes:
            found.append(JudgedOtherwise(one, changes))
    return Effect(len(touched), tuple(found), tuple(untold))


def _is_touched(one: Procurement, draft: PolicyVersion) -> bool:
    return not (one.commenced_on and draft.begins_on) or one.commenced_on >= draft.begins_on


def _changes(one: Procurement, day: date, now: Judge, then: Judge) -> tuple[Change, ...]:
    facts = one.details.facts(day, one.council.authority)
    before, after = ({r.slot: _words(r) for r in judge(facts)} for judge in (now, then))
    slots = [slot for slot in {**before, **after} if before.get(slot) != after.get(slot)]
    return tuple(Change(before.get(slot, ""), after.get(slot, "")) for slot in slots)


def _words(required: Required) -> str:
    """What is required, and how strongly, as far as it is less than a duty."""
    binding = "" if required.force == "must" else f" ({required.force.words})"
    return f"{required.sentence}{binding}"
