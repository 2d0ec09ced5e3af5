"""What a report stores, and that it cannot be changed unseen."""

import json
from decimal import Decimal

import pytest

from procurement.ledger.domain.figures import Group
from reporting import services
from reporting.domain.snapshot import checksum, snapshot
from reporting.models import ReportRun
from socialvalue.access.domain import Refusal
from tests.reporting.builders import YEAR, content, counted, figure_set, figures, pounds

TOTAL = figures(committed_now=(pounds("gifts", "500.00"),), verified=(counted("advice", "12.5"),))


def test_amounts_are_kept_to_the_digit():
    """As text, since a float would lose a penny."""
    stored = content(TOTAL)["total"]
    assert stored["committed_now"]["worths"] == [
        {"method": "open", "name": "Open values", "gross": "500.00", "adjusted": "500.00"}
    ]
    assert stored["verified"] == {
        "worths": [],
        "parts": [
            {
                "measure": "advice",
                "headline": "Advice",
                "unit": "hour",
                "quantity": "12.5",
                "gross": None,
                "adjusted": None,
                "method": "open",
                "within": False,
            }
        ],
    }


def test_missing_and_not_valued_are_neither_zero():
    """Nothing reported has no parts; counted but not valued has parts and no pounds."""
    stored = content(TOTAL)["total"]
    assert stored["reported"] == {"worths": [], "parts": []}


def test_it_comes_back_from_storage_with_the_same_checksum():
    """Whatever the order of keys in the database."""
    stored = content(TOTAL)
    again = json.loads(json.dumps(stored, sort_keys=True))
    assert checksum(again) == checksum(stored)


def test_a_changed_penny_changes_the_checksum():
    """So that a report does not print figures that were tampered with."""
    stored = content(TOTAL)
    before = checksum(stored)
    stored["total"]["committed_now"]["worths"][0]["gross"] = "500.01"
    assert checksum(stored) != before


@pytest.mark.parametrize(
    ("areas", "outcomes"),
    [
        (figure_set(TOTAL), figure_set(figures(committed_now=(pounds("gifts", "499.99"),)))),
        (figure_set(TOTAL), figure_set(TOTAL, seq=8)),
    ],
    ids=["another total", "another moment"],
)
def test_two_breakdowns_that_disagree_are_refused(areas, outcomes):
    """A lost entry or a leak must not be printed."""
    with pytest.raises(ValueError, match=r"one moment|one total"):
        snapshot(year=YEAR, by_service_area=areas, by_outcome=outcomes, missing=[], asked_by=[], policy="")


def test_the_year_and_the_moment_are_kept():
    """1 April 2026 to 31 March 2027, as of number 7 and 1 February 2027."""
    stored = content(TOTAL)
    assert stored["year"] == {"label": "2026/27", "start": "2026-04-01", "end": "2027-03-31"}
    assert stored["as_of"] == {"seq": 7, "day": "2027-02-01"}
    assert Group("parks", "Parks", TOTAL).label == stored["service_areas"][0]["label"]
    assert Decimal(stored["total"]["committed_now"]["worths"][0]["gross"]) == Decimal("500")


def test_a_report_whose_stored_figures_were_changed_is_not_shown():
    """Neither as a page nor as a file: both are made from what this gives."""
    stored = {"total": {"verified": "100.00"}}
    run = ReportRun(snapshot={"total": {"verified": "999.00"}}, checksum=checksum(stored))
    with pytest.raises(Refusal, match="changed since it was made"):
        services.context(run)
