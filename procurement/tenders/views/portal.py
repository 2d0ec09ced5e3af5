"""Tenders as suppliers see them: those of all councils, and one of them."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from procurement.tenders import filters, queries
from procurement.tenders.domain import deadlines
from socialvalue import clock
from socialvalue.access.views import show, supplier_page

PAGE = 25
MEASURES = (
    "In your bid you say what you commit to on any of these measures, quarter by quarter. If you win, your commitments "
    "become part of the contract, and you report on them every quarter."
)


@supplier_page("tender.see_published")
def tenders(request: HttpRequest) -> HttpResponse:
    """The tenders of all councils: open ones unless others are asked for."""
    councils = [(council.slug, council.name) for council in queries.councils_with_tenders(request.actor)]
    rows = queries.published(request.actor)
    found = filters.TenderFilter(request.GET, rows, councils=councils, now=clock.now())
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "portal/tenders/list.html",
        page=page,
        adverts=queries.adverts(page),
        filter_form=found.form,
        narrowed=any(request.GET.get(name) for name in ("words", "council", "state")),
        breadcrumbs=[("Home", reverse("portal_journey:home")), ("Tenders", None)],
    )


@supplier_page("tender.see_published")
def tender(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One tender: what is bought, how bids are scored, what is asked, by when."""
    found = queries.published_tender(request.actor, uid)
    now, scheme = clock.now(), queries.scheme_of(found)
    least = scheme.least_commitments.words if scheme else ""
    home, listed = reverse("portal_journey:home"), reverse("portal_tenders:list")
    return show(
        request,
        "portal/tenders/tender.html",
        tender=found,
        procurement=found.procurement,
        scheme=scheme,
        burden=queries.burden_of(scheme) if scheme else None,
        measures_intro=f"{MEASURES} Every bid must offer {least}." if least else MEASURES,
        standing=queries.advert_standing(found, now),
        days_left=deadlines.days_left(found.deadline, now),
        breadcrumbs=[("Home", home), ("Tenders", listed), (found.procurement.title, None)],
    )
