"""A supplier's return: a task for each commitment, its evidence, check your answers, submit."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from measures.domain.units import Unit
from procurement.returns import forms, queries, services
from procurement.returns.domain.moves import SUBMIT
from procurement.returns.domain.timing import not_open_refusal
from procurement.returns.queries import LineView, ReturnRow
from socialvalue import clock
from socialvalue.access.views import sent, show, supplier_page, typed
from socialvalue.files.queries import opened
from socialvalue.files.views import to_save

MEGABYTE = 1024 * 1024


def _trail(found, *last: str) -> list[tuple[str, str | None]]:
    here = [
        ("Home", reverse("portal_journey:home")),
        (found.contract.title, reverse("portal_contracts:contract", args=[found.contract.uid])),
        (f"Return for {found.period}", reverse("portal_returns:return", args=[found.uid]) if last else None),
    ]
    return [*here, *((words, None) for words in last)]


def _status(view: LineView, row: ReturnRow) -> str:
    """The tag of a line: how far the supplier is with it, or what became of it."""
    if view.line.status == "sent_back" or not view.can_change:
        return view.line.status
    if not row.is_open:
        return "not yet"
    if not view.answer.missing:
        return "done"
    return "in progress" if view.answer.is_begun else "to do"


def _task(view: LineView, row: ReturnRow) -> dict[str, str]:
    """A line of the task list, with what was committed and how many files there are."""
    committed = f"You committed {view.committed_words} for the quarter." if view.committed_words else ""
    if view.unit is Unit.YES_NO:
        committed = "You committed to do this in the quarter." if view.committed else ""
    files = len(view.files)
    attached = f" {files} file{'' if files == 1 else 's'} attached." if files else ""
    return {
        "title": str(view.commitment),
        "url": view.url if row.is_open else "",
        "status": _status(view, row),
        "hint": f"{committed}{attached}".strip(),
    }


def _not_open(found) -> str | None:
    return not_open_refusal(found.period, clock.today())


@supplier_page("return.fill")
def period_return(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The return as a task list, a line for each commitment."""
    found = queries.period_return(request.actor, uid)
    row = queries.row(request.actor, found)
    lines = queries.lines(request.actor, found)
    context = {
        "period_return": found,
        "row": row,
        "heading": f"Return for {row.quarter[:1].lower()}{row.quarter[1:]}",
        "not_open": _not_open(found),
        "tasks": [_task(view, row) for view in lines],
        "left": sum(1 for view in lines if view.can_change and view.answer.missing),
        "sent_back": [view for view in lines if view.line.status == "sent_back"],
        "may_submit": row.is_open and found.status in SUBMIT.sources,
        "breadcrumbs": _trail(found),
    }
    return render(request, "portal/returns/return.html", context)


@supplier_page("return.fill")
def line(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What was done on one commitment; the evidence for it follows on the next page."""
    view = queries.line(request.actor, uid)
    found = view.line.period_return
    form = forms.LineForm(
        typed(request),
        view=view,
        initial={
            "quantity": bool(view.quantity)
            if view.unit is Unit.YES_NO and view.quantity is not None
            else view.quantity,
            "what_was_done": view.what_was_done,
            "declared": list(view.declared),
            "version": view.line.version,
        },
        cancel_url=reverse("portal_returns:return", args=[found.uid]),
    )
    if sent(
        request,
        form,
        services.save_line,
        lambda: {"line": view.line, **form.answer()},
        fresh_version=lambda: queries.line(request.actor, uid).line.version,
    ):
        return redirect("portal_returns:files", uid=uid)
    return show(
        request,
        "portal/returns/line.html",
        form,
        view=view,
        period_return=found,
        not_open=_not_open(found),
        breadcrumbs=_trail(found, str(view.commitment)),
    )


@supplier_page("return.fill")
def files(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The evidence for one line: what is there, and one more file; a file that was chosen goes along with "Continue"."""
    view = queries.line(request.actor, uid)
    found, going_on = view.line.period_return, "go_on" in request.POST
    if going_on and not request.FILES:
        return redirect("portal_returns:return", uid=found.uid)
    form = forms.FileForm(
        typed(request), request.FILES or None, most_megabytes=settings.EVIDENCE_MAX_BYTES // MEGABYTE
    )
    done = sent(
        request,
        form,
        services.attach,
        lambda: {"line": view.line, "upload": form.cleaned_data["file"]},
    )
    if done:
        messages.success(request, f"{done.result.shown_name} is attached.")
        if going_on:
            return redirect("portal_returns:return", uid=found.uid)
        return redirect("portal_returns:files", uid=uid)
    return show(
        request,
        "portal/returns/files.html",
        form,
        view=view,
        period_return=found,
        breadcrumbs=_trail(found, str(view.commitment)),
    )


@supplier_page("return.fill")
def remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what removing a file means, then remove it."""
    found = queries.evidence(request.actor, uid)
    if request.method == "POST":
        services.remove_evidence(evidence=found, by=request.actor)
        messages.success(request, f"{found.shown_name} is removed.")
        return redirect("portal_returns:files", uid=found.line.uid)
    context = {"evidence": found, "breadcrumbs": _trail(found.line.period_return, "Remove a file")}
    return render(request, "portal/returns/remove.html", context)


@supplier_page("return.fill")
def evidence(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A file of evidence, to save."""
    found = queries.evidence(request.actor, uid)
    return to_save(*opened(found), found.shown_name)


@supplier_page("return.submit")
def check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Check your answers, and submit."""
    found = queries.period_return(request.actor, uid)
    if found.status not in SUBMIT.sources and request.method == "GET":
        return redirect("portal_returns:return", uid=uid)
    row = queries.row(request.actor, found)
    form = forms.SubmitForm(
        typed(request),
        initial={"version": found.version},
        cancel_url=reverse("portal_returns:return", args=[found.uid]),
    )
    if sent(
        request,
        form,
        services.submit,
        lambda: {"period_return": found, **form.cleaned_data},
        fresh_version=lambda: queries.period_return(request.actor, uid).version,
    ):
        return redirect("portal_returns:submitted", uid=uid)
    lines = [view for view in queries.lines(request.actor, found) if view.can_change]
    return show(
        request,
        "portal/returns/check.html",
        form,
        period_return=found,
        row=row,
        lines=lines,
        left=sum(1 for view in lines if view.answer.missing),
        not_open=_not_open(found),
        move=SUBMIT,
        breadcrumbs=_trail(found, "Check your answers"),
    )


@supplier_page("return.submit")
def submitted(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """That the return has arrived, and what happens next."""
    found = queries.period_return(request.actor, uid)
    if found.submitted_at is None:
        return redirect("portal_returns:return", uid=uid)
    context = {
        "period_return": found,
        "row": queries.row(request.actor, found),
        "breadcrumbs": _trail(found, "Submitted"),
    }
    return render(request, "portal/returns/submitted.html", context)
