"""Approved exceptions in the annual report: counted by service area with the clause, and "none" said in words."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from reporting.domain import tables
from reporting.domain.snapshot import ApprovedExceptions, snapshot
from tests.reporting.builders import DAY, YEAR, content, figure_set, figures

PARKS = ApprovedExceptions("Parks", "Another weight", "A Policy, Weights", 2)
ROADS = ApprovedExceptions("Roads", "Social value left out", "A Policy, Opting out", 1)


def stored(*exceptions: ApprovedExceptions) -> dict:
    """A snapshot with these exceptions."""
    sets = {"by_service_area": figure_set(figures()), "by_outcome": figure_set(figures())}
    return snapshot(year=YEAR, missing=[], asked_by=[], policy="", exceptions=exceptions, **sets)


def printed(of: dict, **more) -> str:
    """The body of the report."""
    run = SimpleNamespace(as_of_day=DAY, checksum="", committee={"front": []})
    shown = {"run": run, "content": of, "exceptions": tables.exceptions(of), **more}
    return " ".join(render_to_string("reporting/_body.html", shown).split())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "No exception from the policy was approved in the year."),
        ((ROADS,), "1 exception from the policy was approved in the year."),
        ((PARKS, ROADS), "3 exceptions from the policy were approved in the year."),
    ],
)
def test_how_many_is_said_in_words(given, said):
    assert tables.exceptions(stored(*given)).words == said


@pytest.mark.parametrize("large", [False, True])
def test_each_service_area_stands_there_with_its_clause(large):
    body = printed(stored(PARKS, ROADS), large=large)
    for word in (
        "Parks",
        "Another weight",
        "A Policy, Weights",
        "Roads",
        "A Policy, Opting out",
        ">2<",
        ">1<",
        ">3<",
    ):
        assert word in body, word
    assert "counted and not valued" in body


def test_none_is_said_in_words():
    assert "None. No exception from the policy was approved in the year." in printed(stored())


def test_a_report_from_before_says_so_and_keeps_its_figures():
    of = content(figures())
    del of["exceptions"]
    assert tables.exceptions(of) is None
    assert "This report was made before exceptions were counted." in printed(of)
