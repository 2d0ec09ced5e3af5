"""Looking at measures that are written for one procurement, and for whom they wait."""

import uuid

from django.db.models import Q, QuerySet
from django.urls import reverse

from councils.people import queries as people
from councils.policies.models import Outcome
from procurement.opportunities.domain.moves import (
    APPROVE_MEASURE,
    APPROVE_OWN_MEASURE,
    REFUSE_MEASURE,
    REFUSE_OWN_MEASURE,
)
from procurement.opportunities.models import BespokeMeasure, ChosenMeasure, Procurement
from procurement.opportunities.queries.assessing import assessment
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, Answer, Move, Role, decide
from socialvalue.access.domain.waiting import Waiting


def _rows(actor: Actor) -> QuerySet[BespokeMeasure]:
    rows = BespokeMeasure.objects.visible_to(actor)
    return rows.select_related(
        "procurement__council", "outcome", "written_by", "bidder", "decided_by", "measure"
    )


def written_measure(actor: Actor, uid: uuid.UUID) -> BespokeMeasure:
    """One measure that was written for a procurement; raises NotFound."""
    return _rows(actor).get_visible(actor, uid=uid)


def written_measures(actor: Actor, procurement: Procurement) -> list[BespokeMeasure]:
    """Those of one procurement that nobody withdrew, in the order in which they were written."""
    withdrawn = BespokeMeasure.Status.WITHDRAWN
    return list(_rows(actor).filter(procurement=procurement).exclude(status=withdrawn).order_by("id"))


def not_asked(actor: Actor, procurement: Procurement) -> list[BespokeMeasure]:
    """Those that wait for approval, or were approved and are not chosen: bidders are not asked about them."""
    status = BespokeMeasure.Status
    rows = _rows(actor).filter(procurement=procurement, bidder__isnull=True)
    chosen = ChosenMeasure.objects.visible_to(actor).filter(procurement=procurement).values("measure_id")
    waiting = Q(status=status.PROPOSED)
    approved = Q(status=status.APPROVED, measure__policy_id=procurement.policy_id)
    return list(rows.filter(waiting | approved).exclude(measure_id__in=chosen).order_by("id"))


def outcomes_to_write_for(actor: Actor, procurement: Procurement) -> list[Outcome]:
    """The outcomes that were assessed as fitting: a measure must show one of them."""
    return [judged.outcome for judged in assessment(actor, procurement).fitting]


def decides_alone(actor: Actor, of: BespokeMeasure) -> bool:
    """Whether the actor wrote it and is the council's only procurement lead, so that nobody else could decide as one."""
    return "writer" in of.relations_of(actor) and _is_only_lead(actor)


def _is_only_lead(actor: Actor) -> bool:
    if not actor.has(Role.PROCUREMENT_LEAD):
        return False
    leads = people.colleagues(actor, Role.PROCUREMENT_LEAD)
    return not any(one.is_active and one.pk != actor.user_id for one in leads)


def measure_steps(actor: Actor, of: BespokeMeasure) -> tuple[Move, Move]:
    """By which moves the actor would approve and refuse: those of the only lead, where it is."""
    alone = decides_alone(actor, of)
    return (APPROVE_OWN_MEASURE, REFUSE_OWN_MEASURE) if alone else (APPROVE_MEASURE, REFUSE_MEASURE)


def may_decide_measure(actor: Actor, of: BespokeMeasure) -> Answer:
    """Whether the actor may decide about it, with the reason where it may not."""
    return decide(actor, measure_steps(actor, of)[0].permission, of.relations_of(actor))


def measure_deciders(actor: Actor, of: BespokeMeasure) -> list[str]:
    """The names of the people who may decide about it: leads and approvers, never whoever wrote it."""
    found = people.colleagues(actor, *PERMISSIONS["measure.decide"].roles)
    return [user.name for user in found if user.is_active and user.pk != of.written_by_id]


def waiting_measures(actor: Actor) -> list[Waiting]:
    """Measures to decide about: the actor's own turn where it may decide, a lead's where it may write them."""
    writes = actor.has(*PERMISSIONS["procurement.assess"].roles)
    if not actor.is_council or not (writes or actor.has(Role.APPROVER)):
        return []
    rows = _rows(actor).filter(status=BespokeMeasure.Status.PROPOSED).order_by("proposed_at", "id")
    alone = _is_only_lead(actor)
    return [_waiting(actor, row, alone) for row in rows]


def _waiting(actor: Actor, row: BespokeMeasure, alone: bool) -> Waiting:
    mine = alone or bool(decide(actor, APPROVE_MEASURE.permission, row.relations_of(actor)))
    return Waiting(
        title=f"Decide about a measure: {row.procurement.title}",
        url=reverse("opportunities:decide_written", args=[row.uid]) if mine else row.get_absolute_url(),
        hint=f"{row.procurement.reference}. {row.headline}",
        since=row.proposed_at.astimezone(clock.LONDON).date(),
        mine=mine,
        whose="" if mine else Role.PROCUREMENT_LEAD.words,
    )
