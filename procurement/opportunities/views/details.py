"""Opening a procurement, its details, and what is required of it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.opportunities import forms, queries, services
from procurement.opportunities.views.shown import detail_rows
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, sent, show


def trail(procurement=None, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The breadcrumbs to a page of a procurement."""
    start = [("Your work", reverse("journey:home")), ("Procurements", reverse("opportunities:list"))]
    return [*start, *([(procurement.title, procurement.get_absolute_url())] if procurement else []), *more]


@council_page("procurement.open")
def new(request: HttpRequest) -> HttpResponse:
    """Open a procurement: fill in, check the answers with what the policy would require, and open it."""
    choices = queries.detail_choices(request.actor)
    form = forms.NewProcurementForm(request.POST or None, cancel_url=reverse("opportunities:list"), **choices)
    if not choices["areas"]:
        return show(request, "opportunities/no_area.html", breadcrumbs=trail())
    if "change" in request.POST or request.method != "POST" or not form.is_valid():
        return show(request, "opportunities/new.html", form, breadcrumbs=trail())
    told, area = form.told(), form.cleaned_data[forms.AREA]
    looked = attempt(form, queries.preview, actor=request.actor, told=told)
    if looked and "confirmed" in request.POST:
        opened = attempt(
            form,
            services.open_procurement,
            by=request.actor,
            uid=form.cleaned_data["uid"],
            service_area_id=area,
            **told,
        )
        if opened:
            messages.success(request, f"{opened.result.reference} is open. This is what the policy requires.")
            return redirect("opportunities:requirements", opened.result.uid)
    elif looked:
        return show(request, "opportunities/check.html", form, judged=looked.result, breadcrumbs=trail())
    return show(request, "opportunities/new.html", form, breadcrumbs=trail())


@council_page("procurement.see")
def details(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is told of a purchase."""
    procurement = queries.procurement(request.actor, uid)
    may_change = allowed(request.actor, "procurement.edit", procurement)
    return show(
        request,
        "opportunities/details.html",
        procurement=procurement,
        rows=detail_rows(procurement),
        may_change=may_change and not queries.tender_is_out(request.actor, procurement),
        may_correct=allowed(request.actor, "procurement.correct", procurement)
        and queries.may_be_corrected(request.actor, procurement),
        corrections=queries.corrections(request.actor, procurement),
        repeats=queries.repeats(request.actor, procurement),
        breadcrumbs=trail(procurement),
    )


@council_page("procurement.edit")
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change the details; what the policy requires is judged again until the procurement has commenced."""
    procurement = queries.procurement(request.actor, uid)
    now = {name: getattr(procurement, name) for name in forms.DETAILS}
    form = forms.ChangeDetailsForm(
        request.POST or None,
        initial={**now, "version": procurement.version},
        settled=procurement.settled,
        cancel_url=reverse("opportunities:details", args=[uid]),
        **queries.detail_choices(request.actor),
    )
    done = sent(
        request,
        form,
        services.change_details,
        lambda: {"procurement": procurement, **form.asked()},
        fresh_version=lambda: queries.procurement(request.actor, uid).version,
    )
    if done:
        messages.success(request, "The details are saved.")
        return redirect("opportunities:details", uid)
    return show(
        request, "opportunities/edit.html", form, procurement=procurement, breadcrumbs=trail(procurement)
    )


@council_page("procurement.see")
def requirements(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Everything that the policy and the law require of the procurement, each with its clause and its reading."""
    procurement = queries.procurement(request.actor, uid)
    return show(
        request,
        "opportunities/requirements.html",
        procurement=procurement,
        repeats=queries.repeats(request.actor, procurement),
        breadcrumbs=trail(procurement),
    )
