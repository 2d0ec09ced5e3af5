"""Returns for council staff: the list, one return, the decision on a line, and the evidence."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from procurement.returns import forms, queries, services
from procurement.returns.domain.moves import VERIFY_LINE
from procurement.returns.filters import LATEST_FIRST, ReturnFilter
from socialvalue import clock
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page, sent, show, typed
from socialvalue.files.queries import opened
from socialvalue.files.views import as_sheet, to_save

A_PAGE = 25
SERVICES = {
    forms.FULL: services.verify_line,
    forms.PART: services.part_verify_line,
    forms.BACK: services.send_back_line,
}


def _chosen(request: HttpRequest) -> ReturnFilter:
    actor = request.actor
    return ReturnFilter(
        request.GET, queries.returns(actor), service_areas=queries.service_areas(actor), day=clock.today()
    )


@council_page("return.see")
def returns(request: HttpRequest) -> HttpResponse:
    """The returns, filtered and sorted as the address says."""
    chosen = _chosen(request)
    page = Paginator(chosen.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": queries.rows(request.actor, page.object_list),
        "default_sort": LATEST_FIRST,
        "next_opening": queries.next_opening(request.actor),
    }
    return render(request, "returns/list.html", context)


@council_page("return.see")
def download(request: HttpRequest) -> HttpResponse:
    """The returns of the list as it is filtered, as a file that spreadsheet programs open."""
    heads = (
        "Contract", "Title", "Service area", "Supplier", "From", "To", "Due", "Status", "First submitted", "Late",
    )  # fmt: skip
    lines = (
        (
            row.period_return.contract.reference, row.period_return.contract.title,
            row.period_return.contract.service_area.name, row.period_return.contract.supplier.name,
            row.period_return.period_start, row.period_return.period_end, row.period_return.due_on,
            row.standing.capitalize(), row.period_return.first_submitted_at, row.late,
        )
        for row in queries.rows(request.actor, _chosen(request).rows)
    )  # fmt: skip
    return as_sheet(request, "returns", heads, lines)


def _trail(found) -> list[tuple[str, str | None]]:
    return [
        ("Your work", reverse("journey:home")),
        ("Contracts", reverse("contracts:list")),
        (found.contract.title, found.contract.get_absolute_url()),
        (f"Return for {found.period}", found.get_absolute_url()),
    ]


@council_page("return.see")
def period_return(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One return: each line beside what was committed and its evidence, with the decision or a link to it."""
    actor = request.actor
    found = queries.period_return(actor, uid)
    context = {
        "row": queries.row(actor, found),
        "period_return": found,
        "contract": found.contract,
        "lines": queries.lines(actor, found),
        "awaited": queries.awaited(actor, found),
        "may_decide": allowed(actor, VERIFY_LINE.permission, found),
        "breadcrumbs": [*_trail(found)[:-1], (f"Return for {found.period}", None)],
    }
    return render(request, "returns/return.html", context)


def _decide(*, line, decided, by):
    """Take what the form decides: the service for it, and what that is asked."""
    service, wanted = decided
    return service(line=line, by=by, **wanted)


@council_page("return.see")
def verify_line(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One line: the facts on the left, the decision on the right."""
    view = queries.line(request.actor, uid)
    found = view.line.period_return
    may = allowed(request.actor, VERIFY_LINE.permission, view.line)
    form = forms.DecisionForm(
        typed(request),
        view=view,
        may=forms.decisions_for(view),
        initial={"version": view.line.version},
        cancel_url=found.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        _decide,
        lambda: {"line": view.line, "decided": form.asked(SERVICES)},
        fresh_version=lambda: queries.line(request.actor, uid).line.version,
    )
    if done:
        messages.success(request, f"{view.commitment}: {done.result.get_status_display().lower()}.")
        return redirect(found)
    context = {"view": view, "period_return": found, "contract": found.contract, "may": may}
    trail = [*_trail(found), (str(view.commitment), None)]
    return show(request, "returns/line.html", form, breadcrumbs=trail, **context)


@council_page("return.see")
def evidence(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A file of evidence, to save."""
    found = queries.evidence(request.actor, uid)
    return to_save(*opened(found), found.shown_name)
