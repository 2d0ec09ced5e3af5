"""Contracts for council staff: the list, one contract, its manager, its signature, and the entries behind its figures."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from procurement.contracts import forms, queries, services
from procurement.contracts.domain import SIGN
from procurement.contracts.filters import BY_REFERENCE, ContractFilter
from socialvalue import clock
from socialvalue.access.services import allowed, may_move
from socialvalue.access.views import council_page, sent, show, typed
from socialvalue.files.views import as_sheet

A_PAGE = 25


def _chosen(request: HttpRequest) -> ContractFilter:
    actor = request.actor
    return ContractFilter(
        request.GET,
        queries.contracts(actor),
        service_areas=queries.service_areas(actor),
        suppliers=queries.suppliers(actor),
    )


@council_page("contract.see")
def contracts(request: HttpRequest) -> HttpResponse:
    """The contracts, filtered and sorted as the address says."""
    chosen = _chosen(request)
    page = Paginator(chosen.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page": page,
        "default_sort": BY_REFERENCE,
        "any": queries.contracts(request.actor).exists(),
    }
    return render(request, "contracts/list.html", context)


@council_page("contract.see")
def download(request: HttpRequest) -> HttpResponse:
    """The contracts of the list as it is filtered, as a file that spreadsheet programs open."""
    heads = (
        "Reference", "Title", "Service area", "Supplier", "Status", "Value excluding VAT in pounds",
        "Starts", "Ends", "Signed", "Contract manager",
    )  # fmt: skip
    lines = (
        (
            one.reference, one.title, one.service_area.name, one.supplier.name, one.get_status_display(),
            one.value_ex_vat, one.starts_on, one.ends_on, one.signed_on, one.manager and one.manager.name,
        )
        for one in _chosen(request).rows
    )  # fmt: skip
    return as_sheet(request, "contracts", heads, lines)


@council_page("contract.see")
def contract(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One contract: its figures, its commitments, its returns and its manager."""
    actor = request.actor
    found = queries.contract(actor, uid)
    today = clock.today()
    context = {
        "contract": found,
        "figures": queries.key_figures(actor, found, today),
        "rows": queries.commitment_rows(actor, found, today),
        "may_sign": may_move(found, actor, SIGN),
        "may_restate": found.status == "signed" and bool(allowed(actor, "contract.restate", found)),
        "restatements": queries.restatements(actor, found),
        "may_name": bool(allowed(actor, "contract.name_manager", found)),
        "sign": SIGN,
        "passings": queries.passings(actor, found),
        "breadcrumbs": _trail(found.title),
    }
    return render(request, "contracts/contract.html", context)


def _trail(*last: str) -> list[tuple[str, str | None]]:
    here = [("Your work", reverse("journey:home")), ("Contracts", reverse("contracts:list"))]
    return [*here, *((words, None) for words in last)]


def _under(found, words: str) -> list[tuple[str, str | None]]:
    return [*_trail(), (found.title, found.get_absolute_url()), (words, None)]


@council_page("contract.sign")
def prepare(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make the contract of an awarded tender: name its manager, and look at what it will hold."""
    award = queries.award(request.actor, uid)
    made = queries.contract_of(request.actor, uid)
    if made and request.method == "GET":
        return redirect(made)
    form = forms.PrepareForm(typed(request), managers=queries.managers(request.actor))
    done = sent(request, form, services.prepare, lambda: {"award": award, **form.cleaned_data})
    if done:
        messages.success(request, "The contract is prepared. Sign it when both sides have signed.")
        return redirect(done.result)
    preview = queries.preview(request.actor, award)
    procurement = award.tender.procurement
    return show(
        request,
        "contracts/prepare.html",
        form,
        award=award,
        preview=preview,
        procurement=procurement,
        breadcrumbs=[
            ("Your work", reverse("journey:home")),
            ("Procurements", reverse("opportunities:list")),
            (procurement.title, procurement.get_absolute_url()),
            ("Prepare the contract", None),
        ],
    )


def _done(request: HttpRequest, form, service, found) -> bool:
    """Whether the form about a contract was sent and ``service`` took what it holds."""
    return bool(
        sent(
            request,
            form,
            service,
            lambda: {"contract": found, **form.cleaned_data},
            fresh_version=lambda: queries.contract(request.actor, found.uid).version,
        )
    )


@council_page("contract.name_manager")
def manager(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Name another manager for a contract."""
    found = queries.contract(request.actor, uid)
    form = forms.ChangeManagerForm(
        typed(request),
        managers=queries.managers(request.actor),
        initial={"manager": found.manager_id, "version": found.version},
        cancel_url=found.get_absolute_url(),
    )
    if _done(request, form, services.name_manager, found):
        messages.success(request, f"{found.manager.name} now manages this contract and has been told.")
        return redirect(found)
    return show(
        request, "contracts/manager.html", form, contract=found, breadcrumbs=_under(found, "Contract manager")
    )


@council_page("contract.sign")
def sign(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record the signature; the page says what it does before the button."""
    found = queries.contract(request.actor, uid)
    if found.status not in SIGN.sources and request.method == "GET":
        return redirect(found)
    form = forms.SignForm(
        typed(request), initial={"version": found.version}, cancel_url=found.get_absolute_url()
    )
    if _done(request, form, services.sign, found):
        messages.success(request, "The contract is signed. Its commitments stand in the ledger.")
        return redirect(found)
    return show(
        request,
        "contracts/sign.html",
        form,
        contract=found,
        rows=queries.commitment_rows(request.actor, found, clock.today()),
        sign=SIGN,
        breadcrumbs=_under(found, "Sign"),
    )


@council_page("ledger.see")
def entries(request: HttpRequest, uid: uuid.UUID, figure: str) -> HttpResponse:
    """The entries behind one figure of a contract, or with ``?commitment=`` of one commitment."""
    found = queries.contract(request.actor, uid)
    which = request.GET.get("commitment", "")
    on = queries.commitment(request.actor, found, which) if which else None
    behind = queries.entries(
        request.actor, found, figure, on=on, as_of_day=clock.today(), page=request.GET.get("page", 1)
    )
    context = {
        "contract": found,
        "commitment": on,
        "behind": behind,
        "breadcrumbs": _under(found, behind.figure.words),
    }
    return render(request, "contracts/entries.html", context)
