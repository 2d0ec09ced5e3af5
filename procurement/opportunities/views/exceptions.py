"""Exceptions from the policy: asking for one, its page, more evidence, the decision, and the council's register."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from procurement.opportunities import forms, queries, services
from procurement.opportunities.domain.moves import APPROVE, WITHDRAW
from procurement.opportunities.filters import NEWEST_ASKED_FIRST, ExceptionFilter
from procurement.opportunities.views.details import trail
from procurement.opportunities.views.shown import exception_rows, ground_hint
from socialvalue.access.services import allowed, may_move, require
from socialvalue.access.views import Attempt, council_page, sent, show
from socialvalue.files.queries import opened
from socialvalue.files.services import MEGABYTE
from socialvalue.files.views import as_sheet, to_save

PAGE = 25
DECIDE = {"approve": services.approve_exception, "refuse": services.refuse_exception}


def _decided(*, decision: str, **asked):
    return DECIDE[decision](**asked)


def _most_megabytes() -> int:
    return settings.EVIDENCE_MAX_BYTES // MEGABYTE


COLUMNS = {
    "Procurement": lambda row: row.procurement.reference,
    "Title": lambda row: row.procurement.title,
    "Service area": lambda row: row.procurement.service_area.name,
    "Kind": lambda row: row.get_kind_display(),
    "What was asked": lambda row: row.words,
    "Clause": lambda row: row.citation,
    "Reason": lambda row: row.reason,
    "Asked on": lambda row: row.asked_at,
    "Asked by": lambda row: row.asked_by and row.asked_by.name,
    "Status": lambda row: row.get_status_display(),
    "Decided on": lambda row: row.decided_at,
    "Decided by": lambda row: row.decided_by and row.decided_by.name,
    "Reference of the decision": lambda row: row.decision_reference,
    "Note": lambda row: row.note,
    "Lapsed because": lambda row: row.lapsed_because,
}


def _found(request: HttpRequest) -> ExceptionFilter:
    return ExceptionFilter(
        request.GET,
        queries.exceptions(request.actor),
        areas=queries.areas_listed(request.actor),
        kinds=queries.KINDS,
        statuses=queries.STATUSES,
    )


@council_page("exception.see")
def register(request: HttpRequest) -> HttpResponse:
    """Every exception that the actor may see, filtered as the address says, and counted by service area and kind."""
    found = _found(request)
    return show(
        request,
        "opportunities/exceptions.html",
        page=Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
        filter=found,
        newest_first=NEWEST_ASKED_FIRST,
        counted=queries.exceptions_by_area(request.actor, found.qs),
        kinds=[words for _, words in queries.KINDS],
        breadcrumbs=trail(None, ("Exceptions", None)),
    )


@council_page("exception.see")
def download(request: HttpRequest) -> HttpResponse:
    """The register as it is filtered, as a file that spreadsheet programs open."""
    lines = ([cell(row) for cell in COLUMNS.values()] for row in _found(request).rows)
    return as_sheet(request, "exceptions", tuple(COLUMNS), lines)


@council_page("exception.ask")
def ask(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask for an exception: from which rule, what instead, why, and the evidence."""
    procurement = queries.procurement(request.actor, uid)
    grounds = queries.exception_grounds(request.actor, procurement)
    form = forms.ExceptionForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": procurement.version},
        rules=[(one.key, one.ground.words) for one in grounds],
        hints={one.key: ground_hint(one) for one in grounds},
        most_megabytes=_most_megabytes(),
        cancel_url=procurement.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        services.ask_exception,
        lambda: {"procurement": procurement, **form.asked()},
        fresh_version=lambda: queries.procurement(request.actor, uid).version,
    )
    if done:
        messages.success(request, "You have asked for the exception. It waits for approval.")
        return redirect(done.result)
    return show(
        request,
        "opportunities/exception_ask.html",
        form,
        procurement=procurement,
        grounds=grounds,
        is_out=queries.tender_is_out(request.actor, procurement),
        breadcrumbs=trail(procurement, ("Ask for an exception", None)),
    )


def _shown(request: HttpRequest, found) -> dict:
    """What every page of one exception shows."""
    return {
        "exception": found,
        "procurement": found.procurement,
        "rows": exception_rows(found),
        "clauses": queries.exception_clauses(found),
        "files": queries.given_files(request.actor, found),
        "deciders": queries.deciders(request.actor, found),
        "waits": found.status in APPROVE.sources,
    }


def _sent(request: HttpRequest, form, service, found, told) -> Attempt:
    """What became of one act on an exception."""
    return sent(
        request,
        form,
        service,
        lambda: {"exception": found, **told()},
        fresh_version=lambda: queries.exception(request.actor, found.uid).version,
    )


def _trail(found, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return trail(found.procurement, ("Exception", found.get_absolute_url() if more else None), *more)


@council_page("exception.see")
def exception(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What was asked, on what evidence, and where it stands, with what the actor may do."""
    found = queries.exception(request.actor, uid)
    is_out = queries.tender_is_out(request.actor, found.procurement)
    asks = allowed(request.actor, "exception.ask", found)
    shown = _shown(request, found)
    return show(
        request,
        "opportunities/exception.html",
        **shown,
        may_decide=allowed(request.actor, "exception.decide", found),
        may_attach=asks and shown["waits"],
        may_withdraw=may_move(found, request.actor, WITHDRAW) and not is_out,
        breadcrumbs=_trail(found),
    )


@council_page("exception.decide")
def decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Approve or refuse, with the facts beside it."""
    found = queries.exception(request.actor, uid)
    require(request.actor, "exception.decide", found)
    if request.method != "POST" and found.status not in APPROVE.sources:
        return redirect(found)
    form = forms.ExceptionDecisionForm(
        request.POST or None, initial={"version": found.version}, cancel_url=found.get_absolute_url()
    )
    done = _sent(request, form, _decided, found, lambda: form.cleaned_data)
    if done:
        messages.success(request, f"The exception is {done.result.get_status_display().lower()}.")
        return redirect(found)
    trail_here = _trail(found, ("Decide", None))
    shown = _shown(request, found)
    return show(request, "opportunities/exception_decide.html", form, **shown, breadcrumbs=trail_here)


def _only_version(request: HttpRequest, found, label: str):
    return forms.VersionForm(
        request.POST or None,
        initial={"version": found.version},
        submit_label=label,
        cancel_url=found.get_absolute_url(),
    )


@council_page("exception.ask")
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what withdrawing means, then withdraw."""
    found = queries.exception(request.actor, uid)
    form = _only_version(request, found, WITHDRAW.label)
    if _sent(request, form, services.withdraw_exception, found, lambda: form.cleaned_data):
        messages.success(request, "The exception is withdrawn.")
        return redirect(found)
    shown = {"exception": found, "procurement": found.procurement, "step": WITHDRAW}
    trail_here = _trail(found, ("Withdraw", None))
    return show(request, "opportunities/exception_withdraw.html", form, **shown, breadcrumbs=trail_here)


@council_page("exception.ask")
def attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One more file of evidence, while nobody has decided."""
    found = queries.exception(request.actor, uid)
    form = forms.ExceptionFileForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": found.version},
        most_megabytes=_most_megabytes(),
        cancel_url=found.get_absolute_url(),
    )
    done = _sent(request, form, services.attach_to_exception, found, form.asked)
    if done:
        messages.success(request, f"{done.result.shown_name} is attached.")
        return redirect(found)
    shown = {"exception": found, "procurement": found.procurement}
    trail_here = _trail(found, ("Add evidence", None))
    return show(request, "opportunities/exception_attach.html", form, **shown, breadcrumbs=trail_here)


@council_page("exception.see")
def evidence(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """A file of evidence, to save."""
    found = queries.given_file(request.actor, uid)
    return to_save(*opened(found), found.shown_name)


@council_page("exception.ask")
def remove_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what removing a file means, then remove it."""
    file = queries.file_to_remove(request.actor, uid)
    found = file.exception
    if request.method != "POST" and file.removed_at:
        return redirect(found)
    form = _only_version(request, found, "Remove the file")
    done = sent(
        request,
        form,
        services.remove_exception_file,
        lambda: {"file": file, **form.cleaned_data},
        fresh_version=lambda: queries.exception(request.actor, found.uid).version,
    )
    if done:
        messages.success(request, f"{file.shown_name} is removed.")
        return redirect(found)
    shown = {"file": file, "procurement": found.procurement}
    trail_here = _trail(found, ("Remove a file", None))
    return show(request, "opportunities/exception_remove_file.html", form, **shown, breadcrumbs=trail_here)
