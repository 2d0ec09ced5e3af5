"""A council's own licensed values: its methods and tables, one table, and their download."""

import uuid
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from measures import queries
from measures.domain.licensed_cells import UNITS, Unit
from measures.domain.licensed_moves import LOAD, WITHDRAW
from measures.filters import AS_IN_THE_FILE, LicensedValueFilter
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page
from socialvalue.files.views import as_sheet

A_PAGE = 25
VALUES_A_PAGE = 50


def plain(worth: Decimal) -> Decimal:
    """A value without the zeros that the database adds: ``250``, ``123.4567``."""
    return worth.quantize(Decimal(1)) if worth == worth.to_integral_value() else worth.normalize()


COLUMNS = {
    "Reference": lambda row: row.reference,
    "Value": lambda row: plain(row.worth),
    "Unit": lambda row: UNITS[Unit(row.unit)][0],
    "Edition": lambda row: row.edition,
    "Valid from": lambda row: row.valid_from,
    "Valid to": lambda row: row.valid_to,
    "Licence": lambda row: row.licence,
}


def trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page about licensed values."""
    here = ("Licensed values", reverse("measures:licensed") if more else None)
    return [("Policy", reverse("policies:current")), here, *more]


def facts(table: Any) -> list[dict[str, Any]]:
    """What is known of a table as a whole, as rows of a summary list."""
    rows = [
        {"key": "Method", "value": table.method_name},
        {"key": "File", "value": table.file_name},
        {"key": "Values are", "value": "Already net" if table.net else "Gross"},
        {"key": "Prices of", "value": table.price_year or "A year that the source does not say"},
        {"key": "May be seen by", "value": table.get_shown_to_display()},
        {"key": "Uploaded", "value": _by(table.uploaded_by, table.uploaded_at)},
    ]
    if table.loaded_at:
        rows.append({"key": "Loaded", "value": _by(table.loaded_by, table.loaded_at)})
    if table.withdrawn_at:
        why = table.withdrawn_because
        rows.append({"key": "Withdrawn", "value": [_by(table.withdrawn_by, table.withdrawn_at), why]})
    return rows


def _by(person: Any, at: Any) -> str:
    return f"By {person}, {at:%-d %B %Y}" if person else f"{at:%-d %B %Y}"


@council_page("values.see")
def listing(request: HttpRequest) -> HttpResponse:
    """The council's methods, and every file of values that was uploaded."""
    page = Paginator(queries.licensed_tables(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "methods": queries.methods(request.actor),
        "may_load": bool(allowed(request.actor, LOAD.permission)),
        "breadcrumbs": trail(),
    }
    return render(request, "measures/licensed.html", context)


@council_page("values.see")
def table(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One table: who loaded it, what its licence allows, and its values."""
    found = queries.licensed_table(request.actor, uid)
    values = LicensedValueFilter(request.GET, queries.licensed_values(request.actor, found))
    context = {
        "table": found,
        "facts": facts(found),
        "page": Paginator(values.rows, VALUES_A_PAGE).get_page(request.GET.get("page")),
        "filter": values,
        "as_in_the_file": AS_IN_THE_FILE,
        "may_load": bool(allowed(request.actor, LOAD.permission, found)),
        "may_withdraw": bool(allowed(request.actor, WITHDRAW.permission, found)),
        "breadcrumbs": trail((found.method_name, None)),
    }
    return render(request, "measures/licensed_table.html", context)


@council_page("values.see")
def download(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The values of a table as they are filtered, as a file that can be uploaded again."""
    found = queries.licensed_table(request.actor, uid)
    values = LicensedValueFilter(request.GET, queries.licensed_values(request.actor, found))
    lines = ([cell(row) for cell in COLUMNS.values()] for row in values.rows)
    return as_sheet(request, f"licensed-values-{found.method}", tuple(COLUMNS), lines)
