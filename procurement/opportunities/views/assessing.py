"""The considerations, the opportunity assessment, and the choice of outcomes and measures."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from procurement.opportunities import forms, queries, services
from procurement.opportunities.domain.moves import COMPLETE_ASSESSMENT, REOPEN_ASSESSMENT
from procurement.opportunities.views.details import trail
from procurement.opportunities.views.shown import assessment_tasks, considered_rows, gap_rows, openings_rows
from socialvalue.access.services import allowed
from socialvalue.access.views import Attempt, attempt, council_page, show


def _try(request: HttpRequest, form: forms.PlainForm, service, procurement, **asked: Any) -> Attempt:
    """Ask ``service`` to change the procurement from the version that the form was opened with."""
    return attempt(
        form,
        service,
        fresh_version=lambda: queries.procurement(request.actor, procurement.uid).version,
        procurement=procurement,
        version=form.cleaned_data["version"],
        by=request.actor,
        **asked,
    )


def _without_version(form: forms.PlainForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


@council_page("procurement.see")
def considerations(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The three considerations of the 2012 Act: said to be a duty or voluntary; read by all, recorded by some."""
    procurement = queries.procurement(request.actor, uid)
    asked = queries.considerations_asked(request.actor, procurement)
    recorded = queries.considerations(request.actor, procurement)
    may_record = allowed(request.actor, "procurement.assess", procurement)
    may_record = may_record and not queries.tender_is_out(request.actor, procurement)
    known = {n: getattr(recorded, n) for n in forms.CONSIDERED} if recorded else {}
    form = forms.ConsiderationsForm(
        request.POST or None,
        initial={**known, "version": procurement.version},
        questions={question.key: question.text for question in asked.effect.questions} if asked else {},
        cancel_url=procurement.get_absolute_url(),
    )
    if request.method == "POST" and form.is_valid():
        done = _try(request, form, services.record_considerations, procurement, **_without_version(form))
        if done:
            messages.success(request, "The considerations are recorded.")
            return redirect("opportunities:assessment", uid)
    return show(
        request,
        "opportunities/considerations.html",
        form,
        procurement=procurement,
        asked=asked,
        recorded=recorded,
        may_record=may_record,
        rows=considered_rows(recorded, asked),
        breadcrumbs=trail(procurement),
    )


@council_page("procurement.see")
def assessment(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The opportunity assessment as a list of tasks."""
    procurement = queries.procurement(request.actor, uid)
    ready = queries.readiness(request.actor, procurement)
    may_assess = allowed(request.actor, "procurement.assess", procurement)
    return show(
        request,
        "opportunities/assessment.html",
        procurement=procurement,
        ready=ready,
        tasks=assessment_tasks(procurement, ready, bool(may_assess)),
        chosen=queries.chosen(request.actor, procurement),
        written=queries.written_measures(request.actor, procurement),
        is_out=queries.tender_is_out(request.actor, procurement),
        may_assess=may_assess,
        reopen=REOPEN_ASSESSMENT,
        may_reopen=may_assess
        and ready.progress.complete
        and not queries.tender_is_out(request.actor, procurement),
        breadcrumbs=trail(procurement),
    )


@council_page("procurement.assess")
def assess_outcome(request: HttpRequest, uid: uuid.UUID, key: str) -> HttpResponse:
    """Judge one outcome by the three tests, then go on to the next that is left."""
    procurement = queries.procurement(request.actor, uid)
    judged = queries.judgement(request.actor, procurement, key)
    known = {n: getattr(judged.assessed, n) for n in forms.TESTS} if judged.assessed else {}
    form = forms.OutcomeForm(
        request.POST or None,
        initial={**known, "version": procurement.version},
        cancel_url=reverse("opportunities:assessment", args=[uid]),
    )
    if request.method == "POST" and form.is_valid():
        asked = {"outcome": judged.outcome, **_without_version(form)}
        if _try(request, form, services.assess_outcome, procurement, **asked):
            return redirect(_next_outcome(request, procurement))
    return show(
        request,
        "opportunities/outcome.html",
        form,
        procurement=procurement,
        judged=judged,
        about=queries.outcome_text(request.actor, procurement, key),
        measures=queries.measures_of_outcome(request.actor, procurement, key),
        breadcrumbs=trail(
            procurement, ("Opportunity assessment", reverse("opportunities:assessment", args=[uid]))
        ),
    )


def _next_outcome(request: HttpRequest, procurement) -> str:
    """The page of the next outcome that is not judged, or the list of tasks."""
    for judged in queries.assessment(request.actor, procurement).judgements:
        if judged.assessed is None:
            return reverse("opportunities:assess_outcome", args=[procurement.uid, judged.outcome.key])
    return reverse("opportunities:assessment", args=[procurement.uid])


@council_page("procurement.assess")
def openings(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Openings for local businesses, and how they will be encouraged."""
    procurement = queries.procurement(request.actor, uid)
    known = queries.assessment(request.actor, procurement).openings
    back = reverse("opportunities:assessment", args=[uid])
    written = {"local_openings": known.local_openings, "local_support": known.local_support} if known else {}
    form = forms.OpeningsForm(
        request.POST or None, initial={**written, "version": procurement.version}, cancel_url=back
    )
    if request.method == "POST" and form.is_valid():
        if _try(request, form, services.describe_openings, procurement, **_without_version(form)):
            return redirect(back)
    return show(
        request,
        "opportunities/openings.html",
        form,
        procurement=procurement,
        breadcrumbs=trail(procurement, ("Opportunity assessment", back)),
    )


@council_page("procurement.assess")
def choose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Choose outcomes that fit, and measures of theirs."""
    procurement = queries.procurement(request.actor, uid)
    offer = queries.offer(request.actor, procurement)
    back = reverse("opportunities:assessment", args=[uid])
    form = forms.ChoiceForm(
        request.POST or None,
        initial={
            "outcomes": offer.outcomes_chosen,
            "measures": offer.measures_chosen,
            "version": procurement.version,
        },
        outcomes=[(part.outcome.pk, part.outcome.title) for part in offer.parts],
        measures=[(measure.pk, measure.headline) for part in offer.parts for measure in part.measures],
        cancel_url=back,
    )
    if request.method == "POST" and form.is_valid():
        if _try(request, form, services.choose, procurement, **_without_version(form)):
            return redirect(back)
    return show(
        request,
        "opportunities/choose.html",
        form,
        procurement=procurement,
        offer=offer,
        written=queries.written_measures(request.actor, procurement),
        ticked=form.ticked(),
        breadcrumbs=trail(procurement, ("Opportunity assessment", back)),
    )


@council_page("procurement.assess")
def complete(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Check the assessment and complete it."""
    procurement = queries.procurement(request.actor, uid)
    back = reverse("opportunities:assessment", args=[uid])
    form = forms.CompleteForm(request.POST or None, initial={"version": procurement.version}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        if _try(request, form, services.complete_assessment, procurement):
            messages.success(
                request, "The opportunity assessment is complete. The tender can be built from it."
            )
            return redirect(procurement)
    ready = queries.readiness(request.actor, procurement)
    return show(
        request,
        "opportunities/complete.html",
        form,
        procurement=procurement,
        ready=ready,
        gaps=gap_rows(procurement, ready),
        considered_rows=considered_rows(
            queries.considerations(request.actor, procurement),
            queries.considerations_asked(request.actor, procurement),
        ),
        openings_rows=openings_rows(ready.sheet.openings),
        chosen=queries.chosen(request.actor, procurement),
        not_asked=queries.not_asked(request.actor, procurement),
        move=COMPLETE_ASSESSMENT,
        breadcrumbs=trail(procurement, ("Opportunity assessment", back)),
    )


@require_POST
@council_page("procurement.assess")
def reopen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open a complete assessment again."""
    procurement = queries.procurement(request.actor, uid)
    form = forms.ReopenForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    services.reopen_assessment(procurement=procurement, version=version, by=request.actor)
    messages.success(request, "The assessment is open again. Complete it before the tender is published.")
    return redirect("opportunities:assessment", uid)
