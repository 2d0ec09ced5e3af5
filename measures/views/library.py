"""The library of measures: the list of those in force, and the same as a file."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.policies.domain.counting import HowItAddsUp
from measures import queries
from measures.filters import MeasureFilter
from socialvalue.access.domain import NotFound
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page, show
from socialvalue.files.views import as_sheet

PAGE = 50
HEADS = (
    "Measure", "Definition", "Theme", "Outcome", "Counted in", "How it adds up", "TOMs reference",
    "Goals of the United Nations", "Catalogue", "Value of one unit", "How it was read",
)  # fmt: skip


def _found(request: HttpRequest) -> tuple[Any, MeasureFilter]:
    shelves = queries.shelves(request.actor, queries.policy_in_force(request.actor))
    rows = [one.measure for one in shelves.all]
    choices = {
        "theme": _once(
            (row.outcome.priority.key, row.outcome.priority.title) for row in rows if row.outcome.priority
        ),
        "outcome": _once((row.outcome.key, row.outcome.title) for row in rows),
        "unit": _once((row.unit, row.get_unit_display()) for row in rows),
        "goal": shelves.goals.items(),
        "catalogue": ((name, name) for name in shelves.catalogues),
    }
    kept = queries.measures(request.actor, shelves.policy)
    return shelves, MeasureFilter(request.GET, kept, choices=choices, under=shelves.under)


def _once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))


@council_page("policy.see")
def library(request: HttpRequest) -> HttpResponse:
    """The measures of the council's policy in force, and of what it adopts, filtered and sorted as the address says."""
    try:
        shelves, found = _found(request)
    except NotFound:
        return render(request, "policies/none.html")
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "measures/library.html",
        policy=shelves.policy,
        page=page,
        listed=[shelves.of(row) for row in page],
        filter=found,
        sees_values=bool(allowed(request.actor, "values.see")),
        breadcrumbs=[("Policy", reverse("policies:current")), ("Measures", None)],
    )


@council_page("policy.see")
def download(request: HttpRequest) -> HttpResponse:
    """The measures of the list as it is filtered, as CSV or XLSX."""
    shelves, found = _found(request)
    lines = (_line(shelves.of(row)) for row in found.rows)
    return as_sheet(request, "measures", HEADS, lines)


def _line(one: Any) -> tuple[str, ...]:
    row = one.measure
    theme = row.outcome.priority.title if row.outcome.priority else ""
    numbers = ", ".join(str(goal.number) for goal in one.goals)
    return (
        row.headline, row.definition, theme, row.outcome.title, row.get_unit_display(), HowItAddsUp(row.adds_up).named,
        row.toms_reference, numbers, one.catalogue, one.worth or "not valued", row.reading,
    )  # fmt: skip
