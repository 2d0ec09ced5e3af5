"""Measures that are proposed for the council's library: the list, one with its piece of the policy file, proposing, deciding."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.policies import queries as policies
from councils.policies.domain.rewriting import as_measure
from procurement.opportunities import forms, queries, services
from procurement.opportunities.domain.library import value_words
from procurement.opportunities.domain.moves import WRITE_INTO_DRAFT
from procurement.opportunities.views.details import trail as procurement_trail
from procurement.opportunities.views.shown import proposal_rows, written_rows
from socialvalue.access.services import allowed, may_move
from socialvalue.access.views import council_page, sent, show

A_PAGE = 25


def trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page about proposed measures."""
    here = ("Measures proposed for the library", reverse("opportunities:proposals") if more else None)
    return [("Policy", reverse("policies:current")), ("Versions", reverse("policies:list")), here, *more]


@council_page("procurement.see")
def listing(request: HttpRequest) -> HttpResponse:
    """Every measure that somebody proposed for the library, and what became of it."""
    page = Paginator(queries.proposals(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "opportunities/proposals.html", {"page": page, "breadcrumbs": trail()})


@council_page("library.propose")
def propose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Propose a written measure for the library, with the reason."""
    found = queries.written_measure(request.actor, uid)
    before = queries.proposal_of(request.actor, found)
    if request.method != "POST" and not may_propose(request, found, before):
        return redirect(before or found)
    form = forms.ProposalForm(
        request.POST or None, initial={"version": found.version}, cancel_url=found.get_absolute_url()
    )
    done = sent(
        request,
        form,
        services.propose_for_library,
        lambda: {"measure": found, **form.cleaned_data},
        fresh_version=lambda: queries.written_measure(request.actor, uid).version,
    )
    if done:
        messages.success(
            request, "The measure is proposed for the library. The administrator decides about it."
        )
        return redirect(done.result)
    steps = ((found.headline, found.get_absolute_url()), ("Propose it for the library", None))
    breadcrumbs = procurement_trail(found.procurement, *steps)
    rows = written_rows(found)
    return show(
        request, "opportunities/propose.html", form, written=found, rows=rows, breadcrumbs=breadcrumbs
    )


def may_propose(request: HttpRequest, written: Any, before: Any) -> bool:
    """Whether the actor may propose it now: it is in a signed contract, and is not proposed or was turned down."""
    if before is not None and (before.in_policy or before.status != before.Status.TURNED_DOWN):
        return False
    may = allowed(request.actor, "library.propose", written)
    return bool(may) and queries.may_be_in_library(request.actor, written)


def _shown(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What every page of one shows."""
    return {
        "proposal": found,
        "rows": proposal_rows(found, queries.so_far(request.actor, found)),
        "piece": as_measure(queries.part(request.actor, found)),
        "value": value_words(found.written.written),
    }


@council_page("procurement.see")
def proposal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Who proposed it and why, what came of it so far, the piece of the policy file, and what was decided."""
    found = queries.proposal(request.actor, uid)
    return show(
        request,
        "opportunities/proposal.html",
        **_shown(request, found),
        in_policy=queries.measure_in_policy(request.actor, found),
        may_decide=not found.in_policy and may_move(found, request.actor, WRITE_INTO_DRAFT),
        may_propose=may_propose(request, found.written, found),
        breadcrumbs=trail((str(found), None)),
    )


@council_page("library.decide")
def decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write it into a draft of the policy, or turn it down."""
    found = queries.proposal(request.actor, uid)
    if request.method != "POST" and (found.in_policy or not may_move(found, request.actor, WRITE_INTO_DRAFT)):
        return redirect(found)
    drafts = policies.drafts(request.actor)
    form = forms.ProposalDecisionForm(
        request.POST or None,
        initial={"version": found.version},
        drafts=[(one.uid, str(one)) for one in drafts],
        cancel_url=found.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        services.decide_proposal,
        lambda: {"proposal": found, **form.asked()},
        fresh_version=lambda: queries.proposal(request.actor, uid).version,
    )
    if done:
        messages.success(request, f"Decided: {done.result.get_status_display().lower()}.")
        return redirect(found)
    steps = ((str(found), found.get_absolute_url()), ("Decide", None))
    shown = {**_shown(request, found), "drafts": drafts, "breadcrumbs": trail(*steps)}
    return show(request, "opportunities/proposal_decide.html", form, **shown)


@council_page("procurement.see")
def piece(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The piece of the policy file, to be saved."""
    found = queries.proposal(request.actor, uid)
    text = as_measure(queries.part(request.actor, found))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}.yaml"'
    return response
