"""A draft becomes the policy: ask, publish (in ``measures``, with its measures), take_back."""

from datetime import date

from django.db import transaction

from councils.organisations.models import Council
from councils.policies import queries
from councils.policies.domain.moves import APPROVE, ASK, PUBLISH_ALONE, TAKE_BACK
from councils.policies.domain.rewriting import beginning
from councils.policies.models import PolicyVersion
from councils.policies.services.drafting import rewrite
from councils.policies.services.loading import Loaded, council_of, make_parts
from socialvalue import clock
from socialvalue.access.domain import Actor, Move, Refusal
from socialvalue.access.services import advance, require


@transaction.atomic
def ask(*, policy: PolicyVersion, begins: date | None, version: int, by: Actor) -> None:
    """Ask a second person to publish the draft from ``begins`` on (an unknown day for None).

    Raises Refusal where there is no second person, where rules are still to be settled, or where it may not begin then.
    """
    if not queries.second_people(by):
        raise Refusal("Nobody else at your council can approve this, so publish it yourself.")
    policy = _fresh(policy)
    advance(policy, ASK, by=by, version=version)
    _ready(policy, begins)
    policy.asked_by_id = by.user_id
    policy.save(update_fields=["asked_by"])


@transaction.atomic
def take_back(*, policy: PolicyVersion, reason: str, version: int, by: Actor) -> None:
    """Make a draft again of what waits for approval; the reason stays in its history. Raises Refusal without one."""
    require(by, TAKE_BACK.permission, policy)
    if not reason.strip():
        raise Refusal("Say why you take it back. Whoever asked for it reads this", "reason")
    advance(policy, TAKE_BACK, by=by, version=version, detail={"reason": reason.strip()})
    policy.asked_by = None
    policy.save(update_fields=["asked_by"])


@transaction.atomic
def publish(*, policy: PolicyVersion, begins: date | None, version: int, by: Actor) -> Loaded:
    """Make the draft the council's policy from ``begins`` on, with its priorities and outcomes; measures follow above.

    By a second person where it was asked for; by its administrator alone only where the council has nobody else.
    """
    Council.objects.select_for_update().get(pk=policy.council_id)  # one publication of a council at a time
    policy = _fresh(policy)
    advance(policy, _move(policy, by), by=by, version=version)
    _ready(policy, begins)
    policy.published_by_id, policy.published_at = by.user_id, clock.now()
    policy.save(update_fields=["published_by", "published_at"])
    says = queries.framework(policy)
    council_of(says)
    make_parts(policy, says)
    return Loaded(policy, True, says)


def _fresh(policy: PolicyVersion) -> PolicyVersion:
    """The row as it stands, so that what is refused leaves the caller's as it was."""
    return PolicyVersion.objects.select_related("council").get(pk=policy.pk)


def _move(policy: PolicyVersion, by: Actor) -> Move:
    if policy.status != PolicyVersion.Status.DRAFT:
        return APPROVE
    if queries.second_people(by):
        raise Refusal("Somebody else must approve this: ask for it to be published.")
    return PUBLISH_ALONE


def _ready(policy: PolicyVersion, begins: date | None) -> None:
    """Raise Refusal unless nothing is left to settle and the version may begin on ``begins``; that day is written in."""
    changed = begins is not None and begins != policy.begins_on
    says = rewrite(policy, beginning(policy.source, begins) if changed else policy.source)
    if queries.to_settle(says):
        raise Refusal("First settle the rules that cannot both hold.")
