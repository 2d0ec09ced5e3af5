"""Looking at exceptions from the policy: those of one procurement, the council's register, and whom they wait for."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from councils.people import queries as people
from councils.policies import queries as policies
from procurement.opportunities.domain.exceptions import Exceptions, Ground, Kind, grounds
from procurement.opportunities.models import ExceptionEvidence, PolicyException, Procurement, Requirement
from procurement.opportunities.queries.required import ClauseLink, clause_links, requirements
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, Role, decide
from socialvalue.access.domain.waiting import Waiting
from socialvalue.periods import Period

STATUSES = PolicyException.Status.choices
KINDS = PolicyException.Kind.choices
ASKED, APPROVED = PolicyException.Status.ASKED, PolicyException.Status.APPROVED
ENDED = (PolicyException.Status.LAPSED, PolicyException.Status.WITHDRAWN)


def exceptions(actor: Actor) -> QuerySet[PolicyException]:
    """Every exception that the actor may see, newest first."""
    rows = PolicyException.objects.visible_to(actor)
    return rows.select_related("procurement__service_area", "asked_by", "decided_by")


def exception(actor: Actor, uid: uuid.UUID) -> PolicyException:
    """One exception; raises NotFound."""
    rows = PolicyException.objects.select_related(
        "procurement__service_area", "procurement__council", "policy", "asked_by", "decided_by"
    )
    return rows.get_visible(actor, uid=uid)


def exceptions_of(actor: Actor, procurement: Procurement) -> list[PolicyException]:
    """The exceptions of one procurement, newest first."""
    return list(exceptions(actor).filter(procurement=procurement))


def exceptions_that_count(actor: Actor, procurement: Procurement) -> Exceptions:
    """What the approved exceptions of a procurement allow, and those that wait."""
    rows = PolicyException.objects.visible_to(actor).filter(procurement=procurement)
    return counting(list(rows.filter(status__in=(ASKED, APPROVED))))


def counting(rows: Sequence[PolicyException]) -> Exceptions:
    """The same of rows that are at hand, with those that ended."""
    return Exceptions(
        approved=tuple(row.asked for row in rows if row.status == APPROVED),
        waiting=tuple(row.asked for row in rows if row.status == ASKED),
        ended=tuple(row.ended for row in rows if row.status in ENDED),
    )


@dataclass(frozen=True)
class GroundShown:
    """A rule from which an exception may be asked for, with its clauses and the name of whoever approves (or empty)."""

    ground: Ground
    clauses: tuple[ClauseLink, ...]
    body_name: str
    row: Requirement

    @property
    def key(self) -> str:
        """The rule's own key."""
        return self.ground.key


def exception_grounds(actor: Actor, procurement: Procurement) -> list[GroundShown]:
    """The rules from which an exception may be asked for now: not those from which one waits or is approved."""
    known = {r.key: r for r in Requirement.objects.visible_to(actor).filter(procurement=procurement)}
    open_now = {
        row.requirement_key for row in exceptions_of(actor, procurement) if row.status in (ASKED, APPROVED)
    }
    bodies = _bodies(procurement)
    return [
        GroundShown(one, clause_links(known[one.key].clauses), bodies.get(one.body or "", ""), known[one.key])
        for one in grounds(requirements(actor, procurement))
        if one.key not in open_now
    ]


def _bodies(procurement: Procurement) -> dict[str, str]:
    """The names of the council's bodies by their keys."""
    if not procurement.policy:
        return {}
    return {body.key: body.name for body in policies.framework(procurement.policy).council.bodies}


@dataclass(frozen=True)
class GivenFile:
    """A file of evidence as a page lists it."""

    name: str
    size: int
    url: str
    note: str
    remove_url: str = ""


def given_files(actor: Actor, of: PolicyException) -> list[GivenFile]:
    """The files that were given as evidence and are there still; each can be removed while nobody has decided."""
    rows = ExceptionEvidence.objects.visible_to(actor).filter(exception=of, removed_at__isnull=True)
    removable = of.status == ASKED and bool(decide(actor, "exception.ask", of.relations_of(actor)))
    return [
        GivenFile(
            name=row.shown_name,
            size=row.size,
            url=row.get_absolute_url(),
            note=f"Added by {row.uploaded_by}",
            remove_url=reverse("opportunities:remove_exception_file", args=[row.uid]) if removable else "",
        )
        for row in rows.select_related("uploaded_by").order_by("id")
    ]


def given_file(actor: Actor, uid: uuid.UUID) -> ExceptionEvidence:
    """One file of evidence that is there still; raises NotFound."""
    return ExceptionEvidence.objects.filter(removed_at__isnull=True).get_visible(actor, uid=uid)


def file_to_remove(actor: Actor, uid: uuid.UUID) -> ExceptionEvidence:
    """One file of evidence with its exception, also where somebody has removed it already; raises NotFound."""
    rows = ExceptionEvidence.objects.select_related("exception__procurement__council")
    return rows.get_visible(actor, uid=uid)


def exception_clauses(of: PolicyException) -> tuple[ClauseLink, ...]:
    """The clauses that were copied, each with the page on which it stands."""
    return clause_links(of.clauses)


def deciders(actor: Actor, of: PolicyException) -> list[str]:
    """The names of the people who may decide it: those of the body that the policy names, never whoever asked."""
    found = people.approvers(actor, of.body)
    return [user.name for user in found if user.pk != of.asked_by_id]


# The register


@dataclass(frozen=True)
class CountedArea:
    """How many exceptions of each kind one service area has; ``numbers`` are (kind in words, number)."""

    name: str
    numbers: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _, number in self.numbers)


def exceptions_by_area(actor: Actor, found: QuerySet[PolicyException]) -> list[CountedArea]:
    """The exceptions of ``found`` that the actor may see, counted by service area and kind, by the area's name."""
    rows = PolicyException.objects.visible_to(actor).filter(pk__in=found.order_by().values("pk"))
    pairs = Counter(rows.order_by().values_list("procurement__service_area__name", "kind"))
    names = sorted({name for name, _ in pairs})
    return [CountedArea(name, tuple((words, pairs[(name, kind)]) for kind, words in KINDS)) for name in names]


@dataclass(frozen=True)
class ApprovedCount:
    """How many exceptions of one kind from one clause were approved in one service area."""

    service_area: str
    kind: str
    clause: str
    number: int


def exceptions_approved(actor: Actor, period: Period, as_of_day: date) -> list[ApprovedCount]:
    """The exceptions approved in ``period`` and by ``as_of_day``, counted by service area, kind and clause.

    One that was withdrawn or lapsed since is not counted: no tender departed by it.
    """
    rows = PolicyException.objects.visible_to(actor).filter(
        status=APPROVED, decided_at__date__gte=period.start, decided_at__date__lte=min(period.end, as_of_day)
    )
    counted = Counter(rows.order_by().values_list("procurement__service_area__name", "kind", "citation"))
    return [
        ApprovedCount(area, Kind(kind).words, clause, number)
        for (area, kind, clause), number in sorted(counted.items())
    ]


# Waiting


def waiting_exceptions(actor: Actor) -> list[Waiting]:
    """Exceptions to decide: the actor's own turn where it may decide, an approver's where it may ask."""
    asks = actor.has(*PERMISSIONS["exception.ask"].roles)
    if not actor.is_council or not (asks or actor.has(Role.APPROVER)):
        return []
    rows = exceptions(actor).filter(status=ASKED).order_by("asked_at", "id")
    return [line for line in (_waiting(actor, row, asks) for row in rows) if line]


def _waiting(actor: Actor, row: PolicyException, asks: bool) -> Waiting | None:
    mine = bool(decide(actor, "exception.decide", row.relations_of(actor)))
    if not mine and not asks:
        return None
    return Waiting(
        title=f"Decide an exception: {row.procurement.title}",
        url=reverse("opportunities:decide_exception", args=[row.uid]) if mine else row.get_absolute_url(),
        hint=f"{row.procurement.reference}. {row.words}",
        since=row.asked_at.astimezone(clock.LONDON).date(),
        mine=mine,
        whose="" if mine else row.body_name or Role.APPROVER.words,
    )
