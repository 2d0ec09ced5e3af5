"""Building a tender: its page, its tasks, check your answers, publication."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from procurement.opportunities import queries as opportunities
from procurement.tenders import forms, queries, services
from procurement.tenders.domain.moves import PUBLISH
from procurement.tenders.domain.weights import Kind, weight_to_start_from
from procurement.tenders.views.frame import page, saved, trail
from socialvalue import clock
from socialvalue.access.domain import Refusal
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show


@council_page("tender.build")
def start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Start the tender of an assessed procurement, or go to the one that was started."""
    procurement = opportunities.procurement(request.actor, uid)
    started = queries.tender_of(request.actor, procurement)
    if started:
        return redirect(started)
    form = forms.StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        done = attempt(form, services.start_tender, procurement=procurement, by=request.actor)
        if done:
            return redirect(done.result)
    steps = [
        ("Your work", reverse("journey:home")),
        ("Procurements", reverse("opportunities:list")),
        (procurement.title, procurement.get_absolute_url()),
    ]
    way = [*steps, ("Start the tender", None)]
    return show(request, "tenders/start.html", form, procurement=procurement, breadcrumbs=way)


@council_page("procurement.see")
def tender(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The tender: its tasks while it is built, its frozen scheme afterwards."""
    found = queries.tender(request.actor, uid)
    shown: dict[str, Any] = {
        "tender": found,
        "procurement": found.procurement,
        "standing": queries.standing(found),
        "evaluators": queries.evaluators(request.actor, found),
        "sees_bids": bool(allowed(request.actor, "bids.see")),
        "breadcrumbs": trail(found),
    }
    scheme = queries.scheme_of(found)
    if scheme:
        staffs = found.status in queries.BEFORE_OPENING and allowed(request.actor, "tender.build", found)
        return show(request, "tenders/published.html", scheme=scheme, staffs=staffs, **shown)
    built = queries.draft(request.actor, found)
    if not allowed(request.actor, "tender.build", found):
        return show(request, "tenders/draft.html", built=built, **shown)
    missing = queries.wanted(found, built, request.actor)
    sections = queries.sections(found, built, missing)
    return show(request, "tenders/tender.html", built=built, sections=sections, missing=missing, **shown)


def _keeping(request: HttpRequest, found: Any, **initial: Any) -> dict[str, Any]:
    """What every form of a task is made with."""
    return {
        "data": request.POST if request.method == "POST" else None,
        "initial": initial,
        "version": found.version,
        "cancel_url": found.get_absolute_url(),
    }


@council_page("tender.build")
def instructions(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What bidders need to know."""
    found = queries.draft_tender(request.actor, uid)
    form = forms.InstructionsForm(**_keeping(request, found, instructions=found.instructions))
    if saved(request, form, services.set_instructions, found, "Instructions saved.", tender=found):
        return redirect(found)
    return page(request, "tenders/form.html", found, "Instructions to bidders", form)


@council_page("tender.build")
def dates(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The contract's first and last day."""
    found = queries.draft_tender(request.actor, uid)
    now = {"starts_on": found.procurement.contract_starts_on, "ends_on": found.procurement.contract_ends_on}
    form = forms.DatesForm(**_keeping(request, found, **now))
    if saved(request, form, services.set_contract_dates, found, "Contract dates saved.", tender=found):
        return redirect(found)
    return page(request, "tenders/dates.html", found, "Contract dates", form)


@council_page("tender.build")
def deadline(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The day and time at which bids close."""
    found = queries.draft_tender(request.actor, uid)
    local = found.deadline.astimezone(clock.LONDON) if found.deadline else None
    now = {"day": local.date(), "at": local.time()} if local else {}
    form = forms.DeadlineForm(**_keeping(request, found, **now))
    if saved(request, form, services.set_deadline, found, "Deadline saved.", tender=found):
        return redirect(found)
    return page(request, "tenders/deadline.html", found, "Deadline for bids", form, now=clock.now())


@council_page("tender.build")
def weights(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The weights of price, quality and social value."""
    found = queries.draft_tender(request.actor, uid)
    asked = queries.weighting(request.actor, found)
    names = ("price_weight", "quality_weight", "social_value_weight")
    now = {name: getattr(found, name) for name in names}
    if now["social_value_weight"] is None:
        now["social_value_weight"] = weight_to_start_from(asked)
    words = f"{asked.sentence.rstrip('.')} ({asked.citation})." if asked else ""
    form = forms.WeightsForm(asked=words, **_keeping(request, found, **now))
    if saved(request, form, services.set_weights, found, "Weights saved.", tender=found):
        return redirect(found)
    return page(request, "tenders/weights.html", found, "Weights", form)


@council_page("tender.build")
def measures(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The measures on which bidders will be asked to commit, as the assessment chose them, and whether they may propose
    others."""
    found = queries.draft_tender(request.actor, uid)
    built = queries.draft(request.actor, found)
    now = "yes" if found.takes_proposals else "no"
    form = forms.ProposalsForm(**_keeping(request, found, takes_proposals=now))
    if saved(request, form, services.set_proposals, found, "Saved.", tender=found):
        return redirect(found)
    not_asked = opportunities.not_asked(request.actor, found.procurement)
    shown = {"measures": built.measures, "not_asked": not_asked}
    return page(request, "tenders/measures.html", found, "Measures asked", form, **shown)


@council_page("tender.build")
def evaluators(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Who scores the answers: who is named, and one more."""
    found = queries.tender_before_opening(request.actor, uid)
    people = [(user.pk, user.name) for user in queries.possible_evaluators(request.actor, found)]
    form = forms.EvaluatorForm(people=people, **_keeping(request, found) | {"cancel_url": None})
    if saved(request, form, services.name_evaluator, found, "Evaluator named.", tender=found):
        return redirect("tenders:evaluators", uid)
    named = queries.evaluators(request.actor, found)
    return page(
        request, "tenders/evaluators.html", found, "Evaluators", form, evaluators=named, people=people
    )


@council_page("tender.build")
@require_POST
def evaluator_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody will not score this tender after all."""
    found = queries.tender_before_opening(request.actor, uid)
    form = forms.RemoveEvaluatorForm(request.POST)
    if not form.is_valid():
        raise Refusal("Choose whom to remove on the evaluators' page.")
    services.remove_evaluator(tender=found, by=request.actor, **form.cleaned_data)
    return redirect("tenders:evaluators", uid)


@council_page("tender.build")
def check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Check your answers: the whole tender on one page, and what is still missing."""
    found = queries.draft_tender(request.actor, uid)
    built = queries.draft(request.actor, found)
    missing = queries.wanted(found, built, request.actor)
    shown = {
        "missing": missing,
        "rows": queries.contract_rows(found, built),
        "scoring_rows": queries.scoring_rows(found, built),
        "quality": built.questions_of(Kind.QUALITY),
        "social_value": built.questions_of(Kind.SOCIAL_VALUE),
    }
    return page(request, "tenders/check.html", found, "Check your answers", **shown)


@council_page("tender.publish")
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What publication will do, and the button."""
    found = queries.draft_tender(request.actor, uid)
    built = queries.draft(request.actor, found)
    missing = queries.wanted(found, built, request.actor)
    form = forms.PublishForm(**_keeping(request, found))
    if saved(
        request, form, services.publish, found, "The tender is published. Suppliers can bid.", tender=found
    ):
        return redirect(found)
    shown = {"built": built, "missing": missing, "step": PUBLISH, "today": clock.today()}
    return page(request, "tenders/publish.html", found, "Publish the tender", form, **shown)
