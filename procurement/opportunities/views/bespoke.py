"""Measures that are written for one procurement: writing, checking, sending for approval, the decision, withdrawing."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from procurement.opportunities import forms, queries, services
from procurement.opportunities.domain.moves import PROPOSE_MEASURE, WITHDRAW_MEASURE
from procurement.opportunities.views.details import trail
from procurement.opportunities.views.library import may_propose
from procurement.opportunities.views.shown import written_rows
from socialvalue.access.domain import Denied
from socialvalue.access.services import allowed, may_move
from socialvalue.access.views import council_page, sent, show


def _form(request: HttpRequest, procurement, initial: dict[str, Any], cancel_url: str):
    outcomes = queries.outcomes_to_write_for(request.actor, procurement)
    return forms.WrittenMeasureForm(
        request.POST or None,
        initial=initial,
        outcomes=[(one.pk, one.title) for one in outcomes],
        cancel_url=cancel_url,
    )


def _trail(procurement, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    assessment = reverse("opportunities:assessment", args=[procurement.uid])
    return trail(procurement, ("Opportunity assessment", assessment), *more)


@council_page("procurement.assess")
def write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write a measure for this procurement."""
    procurement = queries.procurement(request.actor, uid)
    back = reverse("opportunities:choose", args=[uid])
    form = _form(request, procurement, {"version": procurement.version}, back)
    done = sent(
        request,
        form,
        services.write_measure,
        lambda: {"procurement": procurement, **form.asked()},
        fresh_version=lambda: queries.procurement(request.actor, uid).version,
    )
    if done:
        return redirect(done.result)
    return show(
        request,
        "opportunities/written_write.html",
        form,
        procurement=procurement,
        is_out=queries.tender_is_out(request.actor, procurement),
        breadcrumbs=_trail(procurement, ("Write a measure", None)),
    )


@council_page("procurement.assess")
def change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change one that nobody decides about."""
    found = queries.written_measure(request.actor, uid)
    if request.method != "POST" and not may_move(found, request.actor, PROPOSE_MEASURE):
        return redirect(found)
    known = {name: getattr(found, name) for name in forms.WrittenMeasureForm.base_fields if name != "outcome"}
    known |= {"outcome": found.outcome_id, "version": found.version}
    known["worth_is_net"] = "yes" if found.worth_is_net else "no"
    form = _form(request, found.procurement, known, found.get_absolute_url())
    done = sent(
        request,
        form,
        services.change_measure,
        lambda: {"measure": found, **form.asked()},
        fresh_version=lambda: queries.written_measure(request.actor, uid).version,
    )
    if done:
        return redirect(found)
    steps = ((found.headline, found.get_absolute_url()), ("Change", None))
    return show(
        request,
        "opportunities/written_write.html",
        form,
        procurement=found.procurement,
        is_out=queries.tender_is_out(request.actor, found.procurement),
        breadcrumbs=_trail(found.procurement, *steps),
    )


def _shown(request: HttpRequest, found) -> dict[str, Any]:
    """What every page of one shows."""
    actor = request.actor
    return {
        "written": found,
        "procurement": found.procurement,
        "rows": written_rows(found),
        "may_decide": queries.may_decide_measure(actor, found),
        "alone": queries.decides_alone(actor, found),
        "is_out": queries.tender_is_out(actor, found.procurement),
    }


@council_page("procurement.see")
def written(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What was written, where it stands, and what the actor may do next."""
    found = queries.written_measure(request.actor, uid)
    proposal = queries.proposal_of(request.actor, found)
    return show(
        request,
        "opportunities/written.html",
        **_shown(request, found),
        proposal=proposal,
        may_propose_for_library=may_propose(request, found, proposal),
        waits=found.status == found.Status.PROPOSED,
        deciders=queries.measure_deciders(request.actor, found),
        may_assess=allowed(request.actor, "procurement.assess", found),
        propose=PROPOSE_MEASURE,
        withdraw=WITHDRAW_MEASURE,
        may_propose=may_move(found, request.actor, PROPOSE_MEASURE),
        may_withdraw=may_move(found, request.actor, WITHDRAW_MEASURE),
        breadcrumbs=_trail(found.procurement, (found.headline, None)),
    )


def _moved(request: HttpRequest, uid: uuid.UUID, service, words: str) -> HttpResponse:
    """One act that takes nothing but the version that the person looked at."""
    found = queries.written_measure(request.actor, uid)
    form = forms.VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    service(measure=found, version=version, by=request.actor)
    messages.success(request, words)
    return redirect(found)


@require_POST
@council_page("procurement.assess")
def propose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send it for approval."""
    return _moved(request, uid, services.propose_measure, "The measure is sent. It waits for approval.")


@require_POST
@council_page("procurement.assess")
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take it back."""
    return _moved(request, uid, services.withdraw_measure, "The measure is withdrawn.")


@council_page("measure.decide")
def decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Approve or refuse, with what was written beside it."""
    found = queries.written_measure(request.actor, uid)
    shown = _shown(request, found)
    if not shown["may_decide"]:
        raise Denied(shown["may_decide"].reason)
    if request.method != "POST" and found.status != found.Status.PROPOSED:
        return redirect(found)
    form = forms.MeasureDecisionForm(
        request.POST or None,
        initial={"version": found.version},
        steps=queries.measure_steps(request.actor, found),
        cancel_url=found.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        services.decide_measure,
        lambda: {"measure": found, **form.asked()},
        fresh_version=lambda: queries.written_measure(request.actor, uid).version,
    )
    if done:
        messages.success(request, f"The measure is {done.result.get_status_display().lower()}.")
        return redirect(found)
    steps = ((found.headline, found.get_absolute_url()), ("Decide", None))
    breadcrumbs = _trail(found.procurement, *steps)
    return show(request, "opportunities/written_decide.html", form, **shown, breadcrumbs=breadcrumbs)
