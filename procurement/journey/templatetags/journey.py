"""The stages of a procurement and what the policy requires of it, beside every page of it."""

from django import template

from procurement.journey import queries
from procurement.journey.domain.steps import State
from procurement.opportunities import queries as opportunities
from procurement.opportunities.models import Procurement
from procurement.tenders.domain.readiness import Draft
from procurement.tenders.models import Tender
from socialvalue.access.services import allowed

register = template.Library()
TURN = {State.NEXT, State.WAITING, State.FOR_APPROVAL}
NOBODY_S_TURN = {State.DONE, State.NOT_YET}


def _tasks(places: list[queries.Place]) -> list[dict]:
    return [
        {
            "title": place.step.title,
            "url": place.url,
            "status": str(place.step.state),
            "hint": place.step.hint,
            "whose": ""
            if place.step.state in NOBODY_S_TURN
            else f"It is the turn of the {place.step.whose}.",
            "number": number,
        }
        for number, place in enumerate(places, 1)
    ]


def tasks_of(actor, procurement: Procurement) -> list[dict]:
    """The task list of a procurement, as the ``task_list`` component wants it."""
    return _tasks(queries.places(actor, procurement, queries.position(actor, procurement)))


def turn_in(tasks: list[dict]) -> dict | None:
    """The task whose turn it is, or None when everything is done."""
    return next((task for task in tasks if task["status"] in TURN), None)


def _is_own(context, procurement: Procurement) -> bool:
    return procurement.council_id == context["request"].actor.council_id


@register.inclusion_tag("journey/_stages.html", takes_context=True)
def stages(context, procurement: Procurement) -> dict:
    """The stage whose turn it is, all stages as a task list, and a link back to the procurement.

    Of what another council bought, whose contract passed to the actor's, it says only by whom it was bought.
    """
    if not _is_own(context, procurement):
        return {"bought_by": procurement.council, "procurement": procurement}
    tasks = tasks_of(context["request"].actor, procurement)
    return {"procurement": procurement, "tasks": tasks, "now": turn_in(tasks), "request": context["request"]}


@register.simple_tag(takes_context=True)
def ticked(context, procurement: Procurement) -> list[dict]:
    """Everything that is required, as its own page shows it, each with whether it is met by now."""
    found = queries.requirements(context["request"].actor, procurement)
    return [{"shown": shown, "met": is_met} for shown, is_met in found]


@register.inclusion_tag("journey/_policy_side.html", takes_context=True)
def policy_side(context, procurement: Procurement) -> dict:
    """What the policy requires, each with its tick, clause and reading."""
    if not _is_own(context, procurement):
        return {"elsewhere": True}
    actor = context["request"].actor
    rows = []
    for shown, is_met in queries.requirements(actor, procurement):
        clause = shown.clauses[0] if shown.clauses else None
        rows.append(
            {
                "text": shown.content.sentence,
                "met": is_met,
                "clause": shown.content.citation,
                "reading": shown.how_read,
                "url": clause.url if clause else "",
                "todo": "" if is_met else shown.content.to_do,
            }
        )
    return {"requirements": rows, "procurement": procurement, "request": context["request"]}


@register.inclusion_tag("opportunities/_exceptions.html", takes_context=True)
def exceptions(context, procurement: Procurement) -> dict:
    """What exceptions were asked for, where they stand, and the way to ask; nothing for whoever may not see them."""
    actor = context["request"].actor
    sees = bool(allowed(actor, "exception.see", procurement))
    return {
        "sees": sees,
        "exceptions": opportunities.exceptions_of(actor, procurement) if sees else [],
        "may_ask": allowed(actor, "exception.ask", procurement)
        and not opportunities.tender_is_out(actor, procurement),
        "procurement": procurement,
    }


@register.inclusion_tag("journey/_time.html")
def time_it_costs(tender: Tender, built: Draft) -> dict:
    """How long a bid and a return take as the tender stands, beside the council's limit, and the way to what is fair."""
    return {"time": queries.burden_shown(tender, built), "tender": tender}
