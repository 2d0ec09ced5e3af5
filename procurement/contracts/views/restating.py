"""Valuing a contract's commitments anew from a quarter on: what would change, and why."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures.domain.valuation import Valuation, value
from procurement.contracts import forms, queries, services
from socialvalue import clock
from socialvalue.access.views import council_page, sent, show


@council_page("contract.restate")
def restate(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Each commitment's unit value as it was frozen and as it would be today, and from which quarter it is to hold."""
    found = queries.contract(request.actor, uid)
    quarters = queries.quarters_to_restate(request.actor, found)
    changed = [one for one in queries.restated(request.actor, found) if one.is_changed]
    form = forms.RestateForm(
        request.POST or None,
        quarters=quarters,
        initial={"version": found.version},
        cancel_url=found.get_absolute_url(),
    )
    done = sent(
        request,
        form,
        services.restate,
        lambda: {"contract": found, **form.cleaned_data},
        fresh_version=lambda: queries.contract(request.actor, uid).version,
    )
    if done:
        messages.success(request, "The commitments are valued anew from that quarter on.")
        return redirect(found)
    context = {
        "contract": found,
        "rows": [_row(one) for one in changed],
        "may_restate": bool(changed and quarters and found.status == "signed"),
        "breadcrumbs": [
            ("Your work", reverse("journey:home")),
            ("Contracts", reverse("contracts:list")),
            (found.title, found.get_absolute_url()),
            ("Value anew", None),
        ],
    }
    return show(request, "contracts/restate.html", form, **context)


def _row(one: queries.Restated) -> dict[str, Any]:
    return {"commitment": one.commitment, "now": _one_unit(one.now), "then": _one_unit(one.then)}


def _one_unit(valuation: Valuation) -> str:
    """The arithmetic of one unit this year; empty where it is not valued."""
    found = value(Decimal(1), valuation, clock.today().year)
    return found.words if found else ""
