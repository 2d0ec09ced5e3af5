"""One measure, for whoever has to count it: council staff and suppliers alike."""

import uuid
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
from measures.domain.valuation import unit_pounds
from measures.domain.values import ValueTable, years_to_draw
from socialvalue.access.domain import Actor
from socialvalue.access.views import signed_in_page


@signed_in_page
def measure(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is counted, in which unit, how it adds up, by which rules, with which evidence, and what one unit is worth."""
    found = queries.measure(request.actor, uid)
    told = queries.told_of(request.actor, found)
    table = told.table if told.shelved.is_valued else None
    return render(
        request,
        "measures/measure.html",
        {
            "measure": found,
            "told": told,
            "rows": _rows(found),
            "chart": _chart(table),
            "values": _values(table),
            "reading": Reading(found.reading).words,
            "policy_url": _policy_url(request.actor, found),
            "breadcrumbs": _trail(found) if request.actor.is_council else [],
        },
    )


def _trail(found: Any) -> list[tuple[str, str | None]]:
    return [
        ("Policy", reverse("policies:version", args=[found.policy.uid])),
        ("Measures", reverse("measures:library")),
        (found.headline, None),
    ]


def _policy_url(actor: Actor, found: Any) -> str:
    """The page on which its clauses stand: that of the council's people, or the one for everybody."""
    return reverse(
        "policies:version" if actor.is_council else "public_policies:policy", args=[found.policy.uid]
    )


def _chart(table: ValueTable | None) -> dict[str, Any] | None:
    """Bars of the value by year, of few years where there are many; none where it is the same in all."""
    if table is None or not table.series:
        return None
    series = {one.year: one.central for one in table.series}
    years = years_to_draw(tuple(series))
    first, last = unit_pounds(series[years[0]]), unit_pounds(series[years[-1]])
    return {
        "title": f"One unit is worth {first} in {years[0]} and {last} in {years[-1]}",
        "labels": [str(year) for year in years],
        "series": [("Value of one unit", [series[year] for year in years])],
    }


def _values(table: ValueTable | None) -> list[dict[str, str]]:
    """The value of every year with its range, in words for a table."""
    return [
        {
            "year": str(one.year),
            "central": unit_pounds(one.central),
            "low": "" if one.low is None else unit_pounds(one.low),
            "high": "" if one.high is None else unit_pounds(one.high),
        }
        for one in (table.series if table else ())
    ]


def _rows(found: Any) -> list[dict[str, Any]]:
    """How it is counted, as rows of a summary list."""
    is_stock = found.adds_up == HowItAddsUp.STOCK
    how = HowItAddsUp(found.adds_up)
    counting = [f"{how.named.capitalize()}. {HOW_WORDS[how]}"]
    if is_stock:
        counting += [TERM_WORDS[Term(found.term)], SECOND_YEAR_WORDS[SecondYear(found.second_year)]]
    unit = (
        f"{found.get_unit_display()} ({found.counted_many})"
        if found.counted_many
        else found.get_unit_display()
    )
    theme = found.outcome.priority
    rows = [
        *([{"key": "Theme", "value": theme.title}] if theme else []),
        {"key": "Outcome", "value": found.outcome.title},
        {"key": "Counted in", "value": unit},
        {"key": "How it adds up", "value": counting},
    ]
    if found.written_for:
        rows.append(
            {"key": "Written for", "value": "One procurement only. It is not one of the policy's measures."}
        )
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
    parts = [one.headline for one in found.contains.all()]
    if parts:
        rows.append(
            {"key": "Contains", "value": parts, "hint": "Counted in both; in pounds never added together."}
        )
    return rows
