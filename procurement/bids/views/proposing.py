"""Measures that a bidder proposes: writing one, changing it, taking it out, and the council's decision."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.bids import queries, services
from procurement.bids.domain.moves import APPROVE_PROPOSAL, REFUSE_PROPOSAL
from procurement.bids.forms.proposing import ProposedMeasureForm
from procurement.bids.forms.writing import RemoveForm
from procurement.bids.views.frame import is_draft, page, portal_page, saved
from procurement.opportunities.forms import MeasureDecisionForm
from procurement.opportunities.views.shown import worded_rows, worth_rows
from socialvalue.access.domain import NotFound
from socialvalue.access.views import council_page, sent, supplier_page


def _form(request: HttpRequest, bid: Any, initial: dict[str, Any]) -> ProposedMeasureForm:
    served = queries.outcomes_to_serve(request.actor, bid.tender)
    return ProposedMeasureForm(
        request.POST or None,
        initial=initial,
        outcomes=[(one.pk, one.title) for one in served],
        cancel_url=reverse("portal_bids:bid", args=[bid.uid]),
    )


def _to_offer(uid: uuid.UUID, done: Any) -> HttpResponse:
    """On to how much is offered on it."""
    return redirect("portal_bids:offer", uid, done.result.uid)


@supplier_page("bid.write")
def propose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Propose a measure that the tender does not ask about."""
    found = queries.bid(request.actor, uid)
    scheme = queries.frozen_scheme(found.tender)
    if not scheme.takes_proposals:
        raise NotFound("this tender takes no measures that bidders propose")
    if request.method == "GET" and not is_draft(found):
        return redirect("portal_bids:bid", uid)
    form = _form(request, found, {"version": found.version})
    done = sent(
        request,
        form,
        services.propose_measure,
        lambda: {"bid": found, **form.asked()},
        fresh_version=lambda: queries.bid(request.actor, uid).version,
    )
    if done:
        return _to_offer(uid, done)
    return portal_page(request, "portal/bids/propose.html", found, "Propose a measure", form, scheme=scheme)


@supplier_page("bid.write")
def proposal(request: HttpRequest, uid: uuid.UUID, proposal_uid: uuid.UUID) -> HttpResponse:
    """Change what a measure of the bidder's own counts."""
    row = queries.proposal(request.actor, uid, proposal_uid)
    if request.method == "GET" and not is_draft(row.bid):
        return redirect("portal_bids:bid", uid)
    known = {name: getattr(row, name) for name in ProposedMeasureForm.base_fields if name != "outcome"}
    known |= {"outcome": row.outcome_id, "version": row.version, "worth_is_net": row.worth_is_net}
    form = _form(request, row.bid, known)
    done = sent(
        request,
        form,
        services.change_proposal,
        lambda: {"proposal": row, **form.asked()},
        fresh_version=lambda: queries.proposal(request.actor, uid, proposal_uid).version,
    )
    if done:
        return _to_offer(uid, done)
    scheme = queries.frozen_scheme(row.bid.tender)
    return portal_page(request, "portal/bids/propose.html", row.bid, row.headline, form, scheme=scheme)


@supplier_page("bid.write")
def proposal_remove(request: HttpRequest, uid: uuid.UUID, proposal_uid: uuid.UUID) -> HttpResponse:
    """Say what taking it out deletes, then take it out."""
    row = queries.proposal(request.actor, uid, proposal_uid)
    if request.method == "GET" and not is_draft(row.bid):
        return redirect("portal_bids:bid", uid)
    form = RemoveForm(request.POST or None, initial={"version": row.version})
    if saved(
        request,
        form,
        services.remove_proposal,
        lambda: queries.proposal(request.actor, uid, proposal_uid).version,
        lambda: {"proposal": row},
        f"“{row.headline}” is removed.",
    ):
        return redirect("portal_bids:bid", uid)
    heading = f"Remove “{row.headline}”?"
    return portal_page(request, "portal/bids/proposal_remove.html", row.bid, heading, form, proposal=row)


@council_page("measure.decide")
def decide(request: HttpRequest, uid: uuid.UUID, proposal_uid: uuid.UUID) -> HttpResponse:
    """Approve or refuse what the successful bidder proposed, with what it offers beside it."""
    row = queries.proposal(request.actor, uid, proposal_uid)
    bid, tender = row.bid, row.bid.tender
    if request.method == "GET" and (bid.status != "won" or row.status != row.Status.PROPOSED):
        return redirect(bid)
    form = MeasureDecisionForm(
        request.POST or None,
        initial={"version": row.version},
        steps=(APPROVE_PROPOSAL, REFUSE_PROPOSAL),
        cancel_url=bid.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        services.decide_proposal,
        lambda: {"proposal": row, **form.asked()},
        fresh_version=lambda: queries.proposal(request.actor, uid, proposal_uid).version,
    )
    if done:
        messages.success(request, f"The measure is {done.result.get_status_display().lower()}.")
        return redirect("contracts:prepare", tender.uid)
    return page(
        request,
        "bids/decide_proposal.html",
        tender,
        row.headline,
        form,
        bid=bid,
        proposal=row,
        rows=[*worded_rows(row), *worth_rows(row)],
        one=queries.contents(request.actor, bid).slot(str(row.uid)),
        tab="Bids",
    )
