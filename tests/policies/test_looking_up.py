"""What is found in a file by its key, and how often a report is due."""

import pytest

from councils.policies.domain.framework import ReportDue
from councils.policies.domain.words import Every, Reading
from tests.policies.builders import framework

REPORT = {
    "key": "report",
    "title": "Report",
    "audience": "Cabinet",
    "about": "All of it.",
    "clauses": ("one",),
    "reading": Reading.QUOTED,
}


def test_things_are_found_by_their_own_key():
    file = framework("westmere")
    assert [file.outcome(one.key) for one in file.outcomes] == list(file.outcomes)
    assert [file.measure(one.key) for one in file.measures] == list(file.measures)
    for look in (file.outcome, file.measure):
        with pytest.raises(KeyError):
            look("nowhere")


def test_the_measures_of_an_outcome_are_its_own():
    file = framework("rotherham")
    for outcome in file.outcomes:
        assert {measure.outcome for measure in file.measures_of(outcome.key)} <= {outcome.key}
    assert sum(len(file.measures_of(outcome.key)) for outcome in file.outcomes) == len(file.measures)


def test_a_report_is_due_as_often_as_it_says():
    assert ReportDue(**REPORT, every=Every.HALF_YEAR).how_often == "every six months"
    assert ReportDue(**REPORT, printed="regularly").how_often == "regularly"
    assert ReportDue(**REPORT, every=Every.YEAR, printed="annually").how_often == "every year"
    with pytest.raises(ValueError, match="says how often"):
        ReportDue(**REPORT)
