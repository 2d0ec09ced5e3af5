"""A council's own versions: drafts, what is to be settled in them, who may approve, what waits for whom."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from councils.people import queries as people
from councils.people.models import User
from councils.policies.domain.deciding import cannot_both_hold
from councils.policies.domain.framework import FrameworkFile
from councils.policies.domain.requirements import Conflict
from councils.policies.domain.rules import Rule
from councils.policies.models import PolicyVersion
from socialvalue.access import queries as access
from socialvalue.access.domain import Actor, Role
from socialvalue.access.domain.waiting import Waiting
from socialvalue.access.queries import Event

APPROVERS = (Role.ADMINISTRATOR, Role.APPROVER)


def own_versions(actor: Actor) -> QuerySet[PolicyVersion]:
    """Every version of the actor's council, newest first, with who uploaded and who published it."""
    rows = PolicyVersion.objects.visible_to(actor).filter(council_id=actor.council_id)
    return rows.select_related("uploaded_by", "published_by", "council").defer("source").order_by("-id")


def drafts(actor: Actor) -> list[PolicyVersion]:
    """The drafts of the actor's council that can be changed, newest first."""
    return list(own_versions(actor).filter(status=PolicyVersion.Status.DRAFT, uploaded_by__isnull=False))


def draft(actor: Actor, uid: uuid.UUID) -> PolicyVersion:
    """A version of the actor's own council that came by upload; raises NotFound."""
    rows = PolicyVersion.objects.filter(council_id=actor.council_id, uploaded_by__isnull=False)
    people_of = ("council", "uploaded_by", "asked_by", "published_by")
    return rows.select_related(*people_of).get_visible(actor, uid=uid)


def own_policy(actor: Actor, uid: uuid.UUID) -> PolicyVersion:
    """A published version of the actor's own council; raises NotFound."""
    rows = PolicyVersion.objects.filter(council_id=actor.council_id, status=PolicyVersion.Status.PUBLISHED)
    return rows.select_related("council").get_visible(actor, uid=uid)


def acts_on(actor: Actor, policy: PolicyVersion) -> list[Event]:
    """Everything that was done with a version, newest first, with the reason where one was asked for."""
    rows = access.acts_on(actor, policy)
    return [Event.of(row, row.detail.get("reason") or row.detail.get("because") or "") for row in rows]


def second_people(actor: Actor) -> list[User]:
    """Who else at the actor's council may approve a version: its other administrators and its approvers."""
    return [one for one in people.colleagues(actor, *APPROVERS) if one.is_active and one.pk != actor.user_id]


@dataclass(frozen=True)
class Unsettled:
    """Two rules that differ and of which the file does not say which governs; ``must`` where they cannot both hold."""

    conflict: Conflict
    one: Rule
    other: Rule
    must: bool


def unsettled(says: FrameworkFile) -> tuple[Unsettled, ...]:
    """Where the file does not say which of two rules governs."""
    rules, source = {rule.key: rule for rule in says.rules}, says.rule_set()
    return tuple(
        Unsettled(conflict, *(rules[key] for key in conflict.rules), cannot_both_hold(conflict, source))
        for conflict in says.conflicts()
        if not conflict.is_settled
    )


def to_settle(says: FrameworkFile) -> tuple[Unsettled, ...]:
    """Those that must be settled before the version is published."""
    return tuple(one for one in unsettled(says) if one.must)


def versions_waiting(actor: Actor) -> list[Waiting]:
    """Versions that wait for a second person: for the actor, or for somebody else."""
    if not actor.has(*APPROVERS):
        return []
    rows = own_versions(actor).filter(status=PolicyVersion.Status.ASKED)
    return [_waiting(actor, one) for one in rows]


def _waiting(actor: Actor, policy: PolicyVersion) -> Waiting:
    mine = policy.asked_by_id != actor.user_id
    return Waiting(
        title=f"Publish a new version of the policy: {policy}",
        url=reverse("policies:draft", args=[policy.uid]),
        hint="Look at what it changes, then publish it or take it back to a draft.",
        mine=mine,
        whose="" if mine else "another administrator, or an approver",
    )
