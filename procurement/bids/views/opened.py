"""The bids of a tender for staff: sealed, to be opened, opened; and one bid."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from procurement.bids import queries, services
from procurement.bids.domain.moves import APPROVE_PROPOSAL
from procurement.bids.forms import deciding as forms
from procurement.bids.views.frame import page, saved
from procurement.tenders.domain.moves import OPEN
from procurement.tenders.queries import tender as tender_of_uid
from socialvalue.access.forms import PlainForm
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page


def _bids_page(request: HttpRequest, tender, form: PlainForm | None = None) -> HttpResponse:
    actor = request.actor
    bids = queries.opened_bids(actor, tender)
    asked = queries.prices(actor, bids)
    return page(
        request,
        "bids/of_tender.html",
        tender,
        "Bids",
        form,
        rows=[(bid, asked.get(bid.pk)) for bid in bids],
        sees_price=queries.sees_price(actor, tender),
        can_be_opened=queries.can_be_opened(tender),
        may_open=bool(allowed(actor, OPEN.permission, tender)),
        opening=OPEN,
    )


@council_page("bids.see")
def of_tender(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The bids of a tender: before they are opened not even how many there are."""
    return _bids_page(request, tender_of_uid(request.actor, uid))


@council_page("bids.open")
@require_POST
def open_bids(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the bids."""
    tender = tender_of_uid(request.actor, uid)
    form = forms.MoveForm(request.POST)
    if saved(
        request,
        form,
        services.open_bids,
        lambda: tender_of_uid(request.actor, uid).version,
        lambda: {"tender": tender},
    ):
        number = len(queries.opened_bids(request.actor, tender))
        said = {0: "No bids came in.", 1: "1 bid is opened."}.get(number, f"{number} bids are opened.")
        messages.success(request, said)
        return redirect("bids:of_tender", uid)
    return _bids_page(request, tender_of_uid(request.actor, uid), form)


@council_page("bids.see")
def bid(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One opened bid with its answers and offers; its price only for those who do not score."""
    found = queries.bid(request.actor, uid)
    title = found.supplier.name
    decides = found.status == "won" and allowed(request.actor, APPROVE_PROPOSAL.permission, found)
    return page(
        request,
        "bids/bid.html",
        found.tender,
        title,
        bid=found,
        held=queries.contents(request.actor, found),
        undecided=queries.undecided(request.actor, found) if decides else [],
        sees_price=queries.sees_price(request.actor, found.tender),
        tab="Bids",
    )
