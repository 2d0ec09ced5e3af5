"""A supplier checks its bid, submits it, and takes it back to change it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from procurement.bids import queries, services
from procurement.bids.domain.moves import SUBMIT, WITHDRAW
from procurement.bids.forms import writing as forms
from procurement.bids.views.frame import portal_page, saved
from socialvalue.access.views import supplier_page


@supplier_page("bid.submit")
def check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """All of the bid on one page, what is missing, and what happens when it is submitted."""
    found = queries.bid(request.actor, uid)
    if request.method == "GET" and (found.status != "draft" or not queries.takes_bids(found.tender)):
        return redirect("portal_bids:bid", uid)
    held = queries.contents(request.actor, found)
    asked = queries.frozen_scheme(found.tender).declarations
    form = forms.SubmitForm(
        request.POST or None, initial={"version": found.version}, asks_declarations=bool(asked.texts)
    )
    if saved(
        request,
        form,
        services.submit,
        lambda: queries.bid(request.actor, uid).version,
        lambda: {"bid": found, "declares": form.cleaned_data.get("declares", False)},
    ):
        return redirect("portal_bids:submitted", uid)
    return portal_page(
        request,
        "portal/bids/check.html",
        found,
        "Check your answers",
        form,
        held=held,
        offers=[(one, one.url_in(uid)) for one in held.offers],
        proposed=[(one, one.url_in(uid)) for one in held.proposed],
        missing=queries.wanted(found, queries.missing(found, held)),
        consequence=SUBMIT.consequence,
        declarations=asked,
    )


@supplier_page("bid.submit")
def submitted(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The receipt."""
    found = queries.bid(request.actor, uid)
    if found.status == "draft":
        return redirect("portal_bids:bid", uid)
    return portal_page(request, "portal/bids/submitted.html", found, "Bid submitted")


@supplier_page("bid.submit")
def change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a submitted bid back to a draft: what that means, and the button."""
    found = queries.bid(request.actor, uid)
    if request.method == "GET" and (found.status != "submitted" or not queries.takes_bids(found.tender)):
        return redirect("portal_bids:bid", uid)
    form = forms.ChangeForm(request.POST or None, initial={"version": found.version})
    if saved(
        request,
        form,
        services.withdraw,
        lambda: queries.bid(request.actor, uid).version,
        lambda: {"bid": found},
        "Your bid is a draft again. Submit it before the deadline.",
    ):
        return redirect("portal_bids:bid", uid)
    return portal_page(
        request, "portal/bids/change.html", found, WITHDRAW.label, form, consequence=WITHDRAW.consequence
    )
