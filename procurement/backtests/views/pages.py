"""Registers of past contracts, and the policies tried on them."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from procurement.backtests import forms, queries, services
from procurement.backtests.domain.headings import COLUMNS
from procurement.backtests.views.shown import HEADS, chart_of, line_cells, message_of, tables_of
from socialvalue.access.domain import NotFound
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show
from socialvalue.files.views import as_sheet
from socialvalue.jobs import queries as jobs

A_PAGE = 25
LINES_A_PAGE = 50


def _trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    here = ("Try a policy", reverse("backtests:list") if more else None)
    return [("Policy", reverse("policies:current")), here, *more]


@council_page("backtest.see")
def listing(request: HttpRequest) -> HttpResponse:
    """The registers that were taken in, and the policies that were tried on them."""
    page = Paginator(queries.backtests(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "registers": queries.registers(request.actor)[:A_PAGE],
        "may_run": bool(allowed(request.actor, "backtest.run")),
        "breadcrumbs": _trail(),
    }
    return render(request, "backtests/list.html", context)


@council_page("backtest.run")
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a register."""
    form = forms.RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        done = attempt(
            form,
            services.upload,
            name=form.cleaned_data["name"],
            file_name=given.name,
            content=given.read(),
            by=request.actor,
        )
        if done:
            return redirect(done.result)
    columns = [(column.replace("_", " ").capitalize(), names) for column, names in COLUMNS.items()]
    trail = _trail(("A register of past contracts", None))
    return show(request, "backtests/upload.html", form, columns=columns, breadcrumbs=trail)


@council_page("backtest.see")
def register(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One register: what was read, what was left out and why, and a policy to try on it."""
    found = queries.register(request.actor, uid)
    known = {str(policy.uid): policy for policy in queries.policies_to_try(request.actor)}
    choices = [(key, _policy_words(policy)) for key, policy in known.items()]
    may_run = bool(allowed(request.actor, "backtest.run", found))
    form = forms.BacktestForm(request.POST or None, policies=choices) if may_run else None
    if request.method == "POST" and form is None:
        raise NotFound("only those who may try a policy post here")
    if request.method == "POST" and form.is_valid():
        hours = {name: form.cleaned_data[name] for name in ("hours_assessment", "hours_return")}
        policy = known[form.cleaned_data["policy"]]
        done = attempt(
            form, services.request_backtest, register=found, policy=policy, by=request.actor, **hours
        )
        if done:
            return redirect(jobs.job_of(request.actor, done.result) or done.result)
    columns = [column.replace("_", " ") for column in found.columns]
    context = {"register": found, "columns": columns, "breadcrumbs": _trail((found.name, None))}
    return show(request, "backtests/register.html", form, **context)


def _policy_words(policy: Any) -> str:
    draft = "" if policy.is_published else " (draft)"
    return f"{policy.council.short_name}: {policy}{draft}"


@council_page("backtest.see")
def backtest(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What the policy would have asked of the past contracts."""
    found = queries.backtest(request.actor, uid)
    trail = _trail((found.register.name, found.register.get_absolute_url()), (found.policy.title, None))
    if found.status != found.Status.READY:
        job = jobs.job_of(request.actor, found)
        waiting = {"backtest": found, "breadcrumbs": trail}
        return redirect(job) if job else render(request, "backtests/waiting.html", waiting)
    context = {
        "backtest": found,
        "result": found.result,
        "message": message_of(found.result),
        "tables": tables_of(found.result),
        "chart": chart_of(found.result),
        "page": Paginator(found.result["lines"], LINES_A_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": trail,
    }
    return render(request, "backtests/backtest.html", context)


@council_page("backtest.see")
def download(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every contract of a backtest as a file: what the present policy asks, and what the tested one would have asked."""
    found = queries.backtest(request.actor, uid)
    if found.status != found.Status.READY:
        raise NotFound("the backtest is not ready")
    lines = (line_cells(line) for line in found.result["lines"])
    return as_sheet(request, "backtest", HEADS, lines)
