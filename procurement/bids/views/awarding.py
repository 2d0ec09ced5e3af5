"""The result, line by line, and the award."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from procurement.bids import queries, services
from procurement.bids.forms import deciding as forms
from procurement.bids.views.frame import page, saved
from procurement.tenders.domain.moves import AWARD
from procurement.tenders.queries import tender as tender_of_uid
from socialvalue.access.services import may_move, require
from socialvalue.access.views import council_page


@council_page("bids.see_price")
def result(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The ranking and the arithmetic of each bid, line by line."""
    tender = tender_of_uid(request.actor, uid)
    return page(
        request,
        "bids/result.html",
        tender,
        "Result",
        ranking=queries.result(request.actor, tender),
        award=queries.award_of(request.actor, tender),
        may_award=may_move(tender, request.actor, AWARD),
    )


@council_page("tender.award")
def award(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Choose the winner: the first bid, or one of those that tie for first."""
    tender = tender_of_uid(request.actor, uid)
    require(request.actor, AWARD.permission, tender)
    if tender.status == "awarded" and request.method == "GET":
        return redirect("bids:result", uid)
    ranking = queries.result(request.actor, tender)
    form = _award_form(request, tender, ranking)
    bids = {str(bid.uid): bid for bid in queries.opened_bids(request.actor, tender)}
    if saved(
        request,
        form,
        services.award,
        lambda: tender_of_uid(request.actor, uid).version,
        lambda: {
            "tender": tender,
            "bid": bids[form.cleaned_data["bid"]],
            "decision_reference": form.cleaned_data["decision_reference"],
            "reason": form.cleaned_data["reason"],
        },
        "The contract is awarded. Every bidder can see its outcome.",
    ):
        return redirect("bids:result", uid)
    return page(
        request,
        "bids/award.html",
        tender,
        "Award",
        form,
        ranking=ranking,
        consequence=AWARD.consequence,
        tab="Result",
    )


def _award_form(request: HttpRequest, tender, ranking) -> forms.AwardForm:
    places = ranking.places
    first = ranking.first[0].bid if len(ranking.first) == 1 else None
    return forms.AwardForm(
        request.POST or None,
        bids=[(place.bid, place.supplier) for place in places],
        hints={place.bid: forms.place_hint(place) for place in places},
        initial={"version": tender.version, "bid": first},
    )
