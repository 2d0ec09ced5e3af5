"""One measure, for whoever has to count it: council staff and suppliers alike."""

import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.policies.domain.counting import (
    HOW_WORDS,
    SECOND_YEAR_WORDS,
    TERM_WORDS,
    HowItAddsUp,
    SecondYear,
    Term,
)
from councils.policies.domain.words import Reading
from measures import queries
from measures.domain.valuation import Valuation, unit_pounds
from socialvalue import clock
from socialvalue.access.views import signed_in_page


@signed_in_page
def measure(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is counted, in which unit, how it adds up, by which rules, with which evidence, and what one unit is worth."""
    found = queries.measure(request.actor, uid)
    valuation = queries.valuation_for(request.actor, found)
    back = (
        [
            ("Your work", reverse("journey:home")),
            ("Policy", reverse("policies:version", args=[found.policy.uid])),
        ]
        if request.actor.is_council
        else []
    )
    return render(
        request,
        "measures/measure.html",
        {
            "measure": found,
            "rows": _rows(found),
            "valuation": valuation,
            "worth": _worth(found, valuation),
            "reading": Reading(found.reading).words,
            "breadcrumbs": back,
        },
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    """How it is counted, as rows of a summary list."""
    is_stock = found.adds_up == HowItAddsUp.STOCK
    counting = [HOW_WORDS[HowItAddsUp(found.adds_up)]]
    if is_stock:
        counting += [TERM_WORDS[Term(found.term)], SECOND_YEAR_WORDS[SecondYear(found.second_year)]]
    unit = (
        f"{found.get_unit_display()} ({found.counted_many})"
        if found.counted_many
        else found.get_unit_display()
    )
    rows = [
        {"key": "Outcome", "value": found.outcome.title},
        {"key": "Counted in", "value": unit},
        {"key": "How it adds up", "value": counting},
    ]
    if found.variants:
        rows.append({"key": found.variant_of, "value": [variant["name"] for variant in found.variants]})
    if found.contained_in:
        rows.append(
            {
                "key": "A part of",
                "value": found.contained_in.headline,
                "hint": "Counted in both; in pounds the two are never added together.",
            }
        )
    if found.toms_reference:
        rows.append({"key": "Compare with TOMs", "value": found.toms_reference})
    return rows


def _worth(found: Any, valuation: Valuation) -> str:
    """``£277.22 for 1 tonne in 2026``, this year's where it differs by year; empty where it is not valued."""
    year = clock.today().year
    worth = valuation.value_for(year)
    if worth is None:
        return ""
    one = valuation.unit.quantity_words(Decimal(1), found.counted_one, found.counted_many)
    dated = any(known is not None for known, _ in valuation.values)
    return f"{unit_pounds(worth)} for {one}{f' in {year}' if dated else ''}"
