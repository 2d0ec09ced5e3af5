"""The list of procurements, and the same as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from procurement.opportunities import queries
from procurement.opportunities.filters import NEWEST_FIRST, ProcurementFilter
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page, show
from socialvalue.files.views import as_sheet

PAGE = 25
COLUMNS = {
    "Reference": lambda row: row.reference,
    "Title": lambda row: row.title,
    "Service area": lambda row: row.service_area.name,
    "Type": lambda row: row.get_contract_type_display(),
    "Route": lambda row: row.get_route_display(),
    "Status": lambda row: dict(queries.STAGES)[row.stage],
    "Value excluding VAT (£)": lambda row: row.value_ex_vat,
    "VAT rate": lambda row: row.get_vat_rate_display(),
    "Commenced on": lambda row: row.commenced_on,
    "Contract starts on": lambda row: row.contract_starts_on,
    "Contract ends on": lambda row: row.contract_ends_on,
    "CPV code": lambda row: row.cpv,
    "Region": lambda row: row.region,
    "Buyer as published": lambda row: row.buyer_as_published,
    "OCID": lambda row: row.ocid,
}


def _found(request: HttpRequest) -> ProcurementFilter:
    return ProcurementFilter(
        request.GET,
        queries.procurements(request.actor),
        areas=queries.areas_listed(request.actor),
        types=queries.type_choices(request.actor),
        statuses=queries.STAGES,
    )


@council_page("procurement.see")
def procurement_list(request: HttpRequest) -> HttpResponse:
    """Every procurement that the actor may see, filtered and sorted as the address says."""
    found = _found(request)
    return show(
        request,
        "opportunities/list.html",
        page=Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
        filter=found,
        newest_first=NEWEST_FIRST,
        may_open=allowed(request.actor, "procurement.open"),
    )


@council_page("procurement.see")
def download(request: HttpRequest) -> HttpResponse:
    """What the filter finds, as a file that spreadsheet programs open."""
    lines = ([cell(row) for cell in COLUMNS.values()] for row in _found(request).rows.iterator())
    return as_sheet(request, "procurements", tuple(COLUMNS), lines)
