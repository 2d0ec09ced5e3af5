"""Reports: the list, asking for one, reading it with every figure opening, and its files."""

import uuid
from datetime import date

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst

from reporting import forms, queries, services
from socialvalue.access.domain import NotFound
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show
from socialvalue.jobs import queries as jobs

REPORTS_A_PAGE = 25


def _trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("Your work", reverse("journey:home")), ("Reports", reverse("reporting:list")), *more]


@council_page("report.see")
def report_list(request: HttpRequest) -> HttpResponse:
    """The council's reports, newest first."""
    page = Paginator(queries.reports(request.actor), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    may_ask = bool(allowed(request.actor, "report.request"))
    shown = {"page": page, "may_ask": may_ask, "name": queries.report_name(request.actor)}
    return render(request, "reporting/list.html", shown)


@council_page("report.request")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the annual report to the body that the council's template names."""
    shape, years = queries.committee_shape(request.actor), queries.years(request.actor)
    back = reverse("reporting:list")
    form = forms.ReportForm(request.POST or None, years=years, shape=shape, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            services.request_report,
            year_start=date.fromisoformat(form.cleaned_data["year"]),
            front=form.front,
            texts=form.texts,
            by=request.actor,
        )
        if done:
            return redirect(jobs.job_of(request.actor, done.result) or done.result)
    name = capfirst(queries.report_name(request.actor))
    return show(request, "reporting/new.html", form, shape=shape, name=name, breadcrumbs=_trail((name, None)))


@council_page("report.see")
def report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One report as a page on which every figure of the ledger opens."""
    run = queries.report(request.actor, uid)
    trail = _trail((run.title, None))
    if run.status != run.Status.READY:
        job = jobs.job_of(request.actor, run)
        shown = {"run": run, "breadcrumbs": trail}
        return redirect(job) if job else render(request, "reporting/waiting.html", shown)
    return render(
        request, "reporting/report.html", {**services.context(run), "linked": True, "breadcrumbs": trail}
    )


@council_page("report.see")
def pdf(request: HttpRequest, uid: uuid.UUID, size: str) -> FileResponse:
    """The report's file, in normal or large print."""
    run = queries.report(request.actor, uid)
    name = {services.NORMAL: run.pdf_name, services.LARGE: run.large_print_name}.get(size)
    if not name:
        raise NotFound("there is no such file yet")
    shown = f"{run.title}{', large print' if size == services.LARGE else ''}.pdf".replace("/", "-")
    return FileResponse(
        default_storage.open(name), as_attachment=True, filename=shown, content_type="application/pdf"
    )


@council_page("ledger.see")
def figure(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The entries behind one figure of a report."""
    run = queries.report(request.actor, uid)
    page = request.GET.get("page", "1")
    opened = queries.opened(request.actor, run, request.GET.dict(), int(page) if page.isdigit() else 1)
    trail = _trail((run.title, run.get_absolute_url()), (opened.title, None))
    return render(request, "reporting/figure.html", {"run": run, "opened": opened, "breadcrumbs": trail})
