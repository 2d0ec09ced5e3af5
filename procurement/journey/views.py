"""Home pages and the page of one procurement."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from procurement.journey import forms, queries
from procurement.journey.templatetags.journey import tasks_of, turn_in
from procurement.tenders import queries as tenders
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page, show, signed_in_page, supplier_page

EVENTS_A_PAGE = 25


@signed_in_page
def home(request: HttpRequest) -> HttpResponse:
    """Your work, for staff; suppliers go on to their own."""
    if request.actor.is_supplier:
        return redirect("portal_journey:home")
    if request.actor.is_public:
        return render(request, "journey/nobody.html", status=403)
    mine, theirs = queries.waiting(request.actor)
    sees_exceptions = bool(allowed(request.actor, "exception.see"))
    shown = {"mine": mine, "theirs": theirs, "sees_exceptions": sees_exceptions}
    return render(request, "journey/home.html", shown)


@supplier_page("own_contract.see")
def portal_home(request: HttpRequest) -> HttpResponse:
    """Your returns and tenders, for suppliers: what is due first, then contracts, then open tenders."""
    return render(request, "portal/journey/home.html", {"home": queries.supplier_home(request.actor)})


@council_page("procurement.see")
def procurement(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One procurement: its stages, whose turn it is, what the policy requires, and its newest history."""
    found = queries.procurement(request.actor, uid)
    tasks = tasks_of(request.actor, found)
    return render(
        request,
        "journey/procurement.html",
        {
            "procurement": found,
            "tasks": tasks,
            "turn": turn_in(tasks),
            "events": queries.events(queries.timeline(request.actor, found)[:5]),
            "breadcrumbs": _trail(found),
        },
    )


@council_page("procurement.see")
def timeline(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Everything that happened to one procurement."""
    found = queries.procurement(request.actor, uid)
    page = Paginator(queries.timeline(request.actor, found), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    shown = {"procurement": found, "page": page, "events": queries.events(page)}
    return render(
        request, "journey/timeline.html", {**shown, "breadcrumbs": [*_to(found), ("Timeline", None)]}
    )


@council_page("procurement.see")
def fair(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is fair to ask in one tender: the time it costs, proportionate quantities, and what is odd about others."""
    tender = tenders.tender(request.actor, uid)
    found = queries.fair(request.actor, tender)
    form = forms.QuantitiesForm(request.GET or None, asked=[one.asked for one in found.measures])
    typed = form.quantities
    return show(
        request,
        "journey/fair.html",
        form,
        tender=tender,
        procurement=tender.procurement,
        title="What is fair to ask",
        fair=found,
        rows=[(one, form.box_of(one.asked)) for one in found.measures],
        typed=len(typed),
        findings=queries.odd(found, typed),
        breadcrumbs=[
            *_to(tender.procurement),
            ("Tender", tender.get_absolute_url()),
            ("What is fair to ask", None),
        ],
    )


def _to(found) -> list[tuple[str, str | None]]:
    """The way to a page below a procurement's."""
    return [*_trail(found)[:-1], (found.title, found.get_absolute_url())]


def _trail(found) -> list[tuple[str, str | None]]:
    return [
        ("Your work", reverse("journey:home")),
        ("Procurements", reverse("opportunities:list")),
        (found.title, None),
    ]
