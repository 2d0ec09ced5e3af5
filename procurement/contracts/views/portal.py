"""A supplier's contracts with all councils, and what it is committed to in each."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from procurement.contracts import queries
from socialvalue import clock
from socialvalue.access.views import supplier_page


@supplier_page("own_contract.see")
def contracts(request: HttpRequest) -> HttpResponse:
    """The contracts under the name of each council."""
    return render(request, "portal/contracts/list.html", {"councils": queries.own_contracts(request.actor)})


@supplier_page("own_contract.see")
def contract(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One contract: its commitments with what was reported and verified, and its returns."""
    found = queries.contract(request.actor, uid)
    return render(
        request,
        "portal/contracts/contract.html",
        {
            "contract": found,
            "passings": queries.passings(request.actor, found),
            "rows": queries.commitment_rows(request.actor, found, clock.today()),
            "breadcrumbs": [
                ("Home", reverse("portal_journey:home")),
                ("Contracts", reverse("portal_contracts:list")),
                (found.title, None),
            ],
        },
    )
