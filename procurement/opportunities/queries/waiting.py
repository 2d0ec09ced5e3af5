"""What waits for somebody before a tender."""

from datetime import date

from django.db.models import Count
from django.urls import reverse

from procurement.opportunities.models import Procurement
from procurement.opportunities.queries.bespoke import waiting_measures
from procurement.opportunities.queries.exceptions import waiting_exceptions
from procurement.opportunities.queries.finding import procurements
from procurement.opportunities.queries.library import waiting_proposals
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from socialvalue.access.domain.waiting import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Exceptions, written measures and proposals for the library to decide about, and opportunity assessments to do: of the actor's own areas, or (whose turn it is) of others.

    Procurements from published notices that nobody has begun to assess are one line, however many they are.
    """
    return [
        *waiting_exceptions(actor),
        *waiting_measures(actor),
        *waiting_proposals(actor),
        *_assessments(actor),
    ]


def _assessments(actor: Actor) -> list[Waiting]:
    if not actor.has(Role.COMMISSIONER, Role.PROCUREMENT_LEAD):
        return []
    drafts = procurements(actor).filter(status=Procurement.Status.DRAFT).order_by("created_at", "id")
    counted = drafts.annotate(
        assessed=Count("assessedoutcome_rows", distinct=True),
        in_all=Count("policy__outcome_rows", distinct=True),
    )
    begun, untouched = [], {True: [], False: []}
    for draft in counted:
        if draft.ocid and not draft.assessed:
            untouched[_is_own(actor, draft)].append(draft)
        else:
            begun.append(_waiting(actor, draft))
    return begun + [_look_through(rows, is_own) for is_own, rows in untouched.items() if rows]


def _is_own(actor: Actor, draft: Procurement) -> bool:
    return draft.service_area_id in actor.service_area_ids


def _waiting(actor: Actor, draft: Procurement) -> Waiting:
    mine = _is_own(actor, draft)
    return Waiting(
        title=f"Do the opportunity assessment: {draft.title}",
        url=reverse("opportunities:assessment", args=[draft.uid]),
        hint=f"{draft.assessed} of {draft.in_all} outcomes assessed.",
        since=_day(draft),
        mine=mine,
        whose="" if mine else f"commissioner, {draft.service_area}",
    )


def _look_through(rows: list[Procurement], is_own: bool) -> Waiting:
    what = "1 opportunity" if len(rows) == 1 else f"{len(rows)} opportunities"
    return Waiting(
        title=f"Look through {what} from published notices",
        url=f"{reverse('opportunities:list')}?status=draft",
        hint="Nobody has begun to assess them.",
        since=_day(rows[0]),
        mine=is_own,
        whose="" if is_own else "commissioners",
    )


def _day(draft: Procurement) -> date:
    return draft.created_at.astimezone(clock.LONDON).date()
