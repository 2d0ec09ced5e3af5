"""The tables, the message and the chart of a report, with arithmetic by hand."""

from decimal import Decimal

import pytest

from procurement.ledger.domain.figures import Part
from reporting.domain import tables
from tests.reporting.builders import content, counted, figures, pounds

TOTAL = figures(
    committed_originally=(pounds("gifts", "1000.00"), counted("advice", "40")),
    committed_now=(pounds("gifts", "1000.00"), counted("advice", "40")),
    due_by_now=(pounds("gifts", "500.00"), counted("advice", "20")),
    reported=(pounds("gifts", "400.00"), counted("advice", "12.5")),
    verified=(pounds("gifts", "150.00"),),
)


def _texts(row: tables.Row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_a_line_in_pounds_and_a_line_for_each_measure():
    """Committed originally and now, due, reported, verified, in that order."""
    in_pounds, advice, gifts = tables.total(content(TOTAL)).rows
    assert _texts(in_pounds) == ["£1,000.00", "£1,000.00", "£500.00", "£400.00", "£150.00"]
    assert (advice.label, advice.note, _texts(advice)) == ("Advice", "hours", ["40", "40", "20", "12.5", "–"])
    assert _texts(gifts) == ["£1,000.00", "£1,000.00", "£500.00", "£400.00", "£150.00"]


def test_not_valued_is_said_and_missing_is_a_dash():
    """Neither is printed as zero pounds."""
    in_pounds = tables.total(content(figures(committed_now=(counted("advice", "3"),)))).rows[0]
    assert _texts(in_pounds) == ["–", "not valued", "–", "–", "–"]


def test_a_figure_opens_with_its_own_question_and_a_dash_does_not():
    """The link names the figure, the group and the measure."""
    section = tables.by_service_area(content(TOTAL))[0]
    cell = section.rows[1].cells[3]
    assert (cell.query, cell.opens) == ("figure=reported&service_area=parks&measure=advice", True)
    assert not section.rows[1].cells[4].opens


@pytest.mark.parametrize(
    ("due", "verified", "said"),
    [
        ("500.00", "150.00", "Verified delivery is £350.00 behind what was due"),
        ("500.00", "500.00", "Verified delivery is exactly what was due"),
        ("500.00", "500.01", "Verified delivery is £0.01 ahead of what was due"),
    ],
)
def test_delivery_is_judged_against_what_was_due(due, verified, said):
    """500.00 less 150.00 is 350.00 behind; a penny more than due is ahead."""
    total = figures(
        committed_now=(pounds("gifts", "9000.00"),),
        due_by_now=(pounds("gifts", due),),
        verified=(pounds("gifts", verified),),
    )
    assert tables.message(content(total)) == said


def test_nothing_verified_is_behind_by_all_that_was_due():
    """Missing counts as nothing delivered, and is not hidden."""
    total = figures(committed_now=(pounds("gifts", "500.00"),), due_by_now=(pounds("gifts", "500.00"),))
    assert tables.message(content(total)) == "Verified delivery is £500.00 behind what was due"


def test_without_pounds_there_is_no_chart_in_pounds():
    """And the message says why."""
    stored = content(figures(committed_now=(counted("advice", "3"),), due_by_now=(counted("advice", "3"),)))
    assert tables.charts(stored) == ()
    assert tables.message(stored) == "Nothing that was due by now has a value in pounds"


def test_the_chart_has_the_tables_own_figures():
    """And says them in its description for whoever cannot see it."""
    (drawn,) = tables.charts(content(TOTAL))
    assert drawn.title == "Verified delivery is £350.00 behind what was due"
    assert drawn.categories == ("Parks",)
    assert [(name, numbers) for name, numbers in drawn.series] == [
        ("Committed now", (Decimal("1000.00"),)),
        ("Due by now", (Decimal("500.00"),)),
        ("Reported", (Decimal("400.00"),)),
        ("Verified", (Decimal("150.00"),)),
    ]
    assert "verified £150.00" in drawn.description


def test_what_is_within_another_measure_is_shown_and_its_pounds_are_not_added():
    """Good jobs are a part of local jobs: 300 is the total, not 400."""
    total = figures(verified=(pounds("good-jobs", "100.00", within=True), pounds("local-jobs", "300.00")))
    rows = tables.total(content(total)).rows
    assert rows[0].cells[4].text == "£300.00"
    assert [row.label for row in rows[1:]] == ["Good-Jobs", "Local-Jobs"]


def toms(measure: str, gross: str, adjusted: str = "") -> Part:
    """A part that a council's licensed table values."""
    more = {"method": "toms", "method_name": "TOMs"}
    worth = Decimal(gross)
    return Part(measure, measure.title(), "week", Decimal(1), worth, Decimal(adjusted or gross), None, **more)


BOTH = figures(
    committed_now=(pounds("gifts", "1000.00"), toms("training", "700.00", "560.00")),
    due_by_now=(pounds("gifts", "500.00"), toms("training", "350.00", "280.00")),
    verified=(toms("training", "350.00", "280.00"),),
)


def test_pounds_of_two_methods_stand_in_two_lines_and_are_never_added():
    """£1,000.00 by open values; by TOMs £700.00, of which 1 - 0.20 deadweight leave £560.00. Nowhere £1,700.00."""
    rows = [row for row in tables.total(content(BOTH)).rows if row.is_pounds]
    assert [(row.label, _texts(row)[1]) for row in rows] == [
        ("In pounds, Open values", "£1,000.00"),
        ("In pounds, TOMs", "£700.00"),
        ("In pounds, TOMs, after adjustments", "£560.00"),
    ]
    assert rows[1].note == "Only measures with a value of TOMs"
    assert _texts(rows[0])[4] == "not valued", "verified, and not by open values"


def test_the_message_and_the_charts_speak_of_each_method_for_itself():
    """Open values: nothing verified of £500.00. TOMs: all of £280.00."""
    stored = content(BOTH)
    assert tables.message(stored) == (
        "Open values: verified delivery is £500.00 behind what was due; "
        "TOMs: verified delivery is exactly what was due"
    )
    assert [drawn.title for drawn in tables.charts(stored)] == [
        "Open values: verified delivery is £500.00 behind what was due",
        "TOMs: verified delivery is exactly what was due",
    ]
    assert tables.in_pounds(stored)["due_by_now"] == "£500.00 (Open values) and £280.00 (TOMs)"
    assert tables.in_pounds(stored)["verified"] == "£280.00 (TOMs)"


def test_a_report_made_before_there_were_methods_prints_as_it_did():
    """Its amounts hold ``gross`` and no methods: they are of open values."""
    stored = content(TOTAL)
    for name in stored["total"]:
        amount = stored["total"][name]
        amount["gross"] = amount.pop("worths")[0]["gross"]
    assert _texts(tables.total(stored).rows[0]) == ["£1,000.00", "£1,000.00", "£500.00", "£400.00", "£150.00"]
    assert tables.message(stored) == "Verified delivery is £350.00 behind what was due"
