"""Licensed values come and go: a file is uploaded, checked and loaded; a table is withdrawn."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures import queries, services
from measures.domain.licensed import COLUMNS, GoodRow
from measures.forms.licensed import LicensedLoadForm, LicensedUploadForm, LicensedWithdrawForm
from measures.views.licensed import facts, trail
from socialvalue.access.domain import Refusal
from socialvalue.access.views import council_page, sent, show

BAD_A_PAGE = 50
FIRST_ROWS = 5
COLUMN_WORDS = {
    "reference": "Reference",
    "worth": "Value",
    "edition": "Edition",
    "begins": "Valid from",
    "ends": "Valid to",
    "unit": "Unit",
    "licence": "Licence",
}


@council_page("values.manage")
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a file of one method; it is checked, and nothing is in use yet."""
    form = LicensedUploadForm(
        request.POST or None,
        request.FILES or None,
        shown_to=queries.SHOWN_TO,
        methods=[method.name for method in queries.methods(request.actor)],
        cancel_url=reverse("measures:licensed"),
    )
    if done := sent(request, form, services.upload_licensed, lambda: _given(form)):
        return redirect("measures:licensed_check", done.result.uid)
    columns = [(COLUMN_WORDS[column], names) for column, names in COLUMNS.items()]
    context = {"columns": columns, "breadcrumbs": trail(("Upload a file", None))}
    return show(request, "measures/licensed_upload.html", form, **context)


def _given(form: LicensedUploadForm) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    file = told.pop("file")
    return {"file_name": file.name, "content": file.read(), **told}


@council_page("values.manage")
def check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is wrong in a file and what is in order; the good rows are loaded if the person says so."""
    table = queries.licensed_table(request.actor, uid)
    if not table.is_draft and request.method == "POST":
        raise Refusal(f"This file is {table.get_status_display().lower()} already.")
    if not table.is_draft:
        return redirect(table)
    rows = [GoodRow.from_list(row) for row in table.waiting]
    unknown = [row for row in rows if not row.known]
    good = len(rows) - len(unknown)
    form = LicensedLoadForm(request.POST or None, good=good, unknown=len(unknown), version=table.version)

    def fresh() -> int:
        return queries.licensed_table(request.actor, uid).version

    def asked() -> dict[str, Any]:
        told = form.cleaned_data
        return {"table": table, "with_unknown": bool(told.get("with_unknown")), "version": told["version"]}

    if done := sent(request, form, services.load_licensed, asked, fresh_version=fresh):
        messages.success(request, f"Loaded: {done.result:,} values of {table.method_name} are in use.")
        return redirect(table)
    context = {
        "table": table,
        "facts": facts(table),
        "good": good,
        "unknown": unknown,
        "number": len(rows) + len(table.left_out),
        "first": rows[:FIRST_ROWS],
        "page": Paginator(table.left_out, BAD_A_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": trail((f"Check {table.file_name}", None)),
    }
    return show(request, "measures/licensed_check.html", form if rows else None, **context)


@council_page("values.withdraw")
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a table out of use, or put a file aside that was never loaded, and say why."""
    table = queries.licensed_table(request.actor, uid)
    if table.status == table.Status.WITHDRAWN:
        raise Refusal("This table is withdrawn already.")
    label = "Put this file aside" if table.is_draft else "Withdraw this table"
    form = LicensedWithdrawForm(
        request.POST or None, version=table.version, submit_label=label, cancel_url=table.get_absolute_url()
    )

    def fresh() -> int:
        return queries.licensed_table(request.actor, uid).version

    if sent(
        request,
        form,
        services.withdraw_licensed,
        lambda: {"table": table, **form.cleaned_data},
        fresh_version=fresh,
    ):
        messages.success(
            request, "The file is put aside." if table.loaded_at is None else "The table is withdrawn."
        )
        return redirect("measures:licensed_table", uid)
    way = trail((table.method_name, table.get_absolute_url()), (label, None))
    return show(request, "measures/licensed_withdraw.html", form, table=table, label=label, breadcrumbs=way)
