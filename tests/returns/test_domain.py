"""When a return opens and is late, what a quantity may be, and which decisions complete a return."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.domain.units import Unit
from procurement.returns.domain import moves
from procurement.returns.domain.quantities import Answer, part_refusal, quantity_refusal
from procurement.returns.domain.timing import (
    Standing,
    due_on,
    lateness,
    not_open_refusal,
    opens_on,
    standing,
)
from socialvalue.periods import Period

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
DUE = date(2027, 1, 30)


def test_a_return_opens_the_day_after_its_quarter():
    """Not on the last day of it."""
    assert opens_on(QUARTER) == date(2027, 1, 1)
    refusal = not_open_refusal(QUARTER, date(2026, 12, 31))
    assert "opens on 1 January 2027" in refusal and "1 October 2026 to 31 December 2026" in refusal
    assert not_open_refusal(QUARTER, date(2027, 1, 1)) is None


def test_a_return_is_due_so_many_days_after_its_quarter():
    """Thirty where the council says thirty, and never on the quarter's own last day."""
    assert due_on(QUARTER, 30) == DUE
    assert due_on(QUARTER, 0) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        ("open", date(2026, 12, 31), Standing.NOT_DUE),
        ("open", date(2027, 1, 1), Standing.DUE),
        ("open", DUE, Standing.DUE),
        ("open", date(2027, 1, 31), Standing.LATE),
        ("submitted", date(2027, 3, 1), Standing.SUBMITTED),
        ("queried", date(2027, 3, 1), Standing.QUERIED),
        ("verified", date(2027, 3, 1), Standing.VERIFIED),
    ],
)
def test_how_a_return_stands(status, today, expected):
    """Late only until it was submitted."""
    assert standing(status, period=QUARTER, due=DUE, today=today) is expected


@pytest.mark.parametrize(
    ("day", "words"),
    [(DUE, ""), (date(2027, 1, 31), "1 day late"), (date(2027, 2, 11), "12 days late")],
)
def test_lateness_in_words(day, words):
    """A day is a day."""
    assert lateness(DUE, day) == words


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        ("0", Unit.WEEK, None),
        ("2.5", Unit.FTE, None),
        ("-1", Unit.WEEK, "0 or more"),
        ("-0.0001", Unit.GBP, "0 or more"),
        ("10000.0001", Unit.FTE, "10,000 or less"),
        ("1e12", Unit.HOUR, "999,999,999 or less"),
        ("0.00001", Unit.HOUR, "4 decimal places"),
        ("1.005", Unit.GBP, "2 decimal places"),
        ("0.5", Unit.YES_NO, "whole number"),
        ("2", Unit.YES_NO, "1 or less"),
        ("100.01", Unit.PERCENT, "100 or less"),
        ("NaN", Unit.WEEK, "number"),
        ("Infinity", Unit.WEEK, "number"),
    ],
)
def test_what_a_quantity_may_be(quantity, unit, words):
    """Negative, absurd and too fine are refused, each with how to mend it."""
    refusal = quantity_refusal(Decimal(quantity), unit)
    assert (words in refusal) if words else refusal is None


@given(
    reported=st.decimals(0, 1000, places=4),
    accepted=st.decimals(-10, 1100, places=4),
)
def test_a_part_is_less_than_the_whole(reported, accepted):
    """Whatever is taken in part lies from 0 up to, and never at, what was reported."""
    taken = part_refusal(accepted, reported, Unit.HOUR) is None
    assert taken == (0 <= accepted < reported)


@pytest.mark.parametrize(
    ("unit", "quantity", "done", "missing"),
    [
        (Unit.WEEK, None, "", "Enter a quantity"),
        (Unit.WEEK, None, "We did it", "Enter a quantity"),
        (Unit.WEEK, Decimal(0), "", None),
        (Unit.WEEK, Decimal(3), "", "Write what was done"),
        (Unit.WEEK, Decimal(3), "Placements", None),
        (Unit.NARRATIVE, None, "", "Write what was done"),
        (Unit.NARRATIVE, None, "A story", None),
    ],
)
def test_nothing_entered_is_missing_and_nought_is_an_answer(unit, quantity, done, missing):
    """The difference between no answer and nothing to report."""
    found = Answer(unit, quantity, done).missing
    assert (missing in found) if missing else found is None


def test_an_answer_far_above_the_commitment_is_doubted_not_refused():
    """Ten times and more; a percentage or a yes cannot be that."""
    assert "10 times" in Answer(Unit.WEEK, Decimal(50), "x").doubt(Decimal(5))
    assert Answer(Unit.WEEK, Decimal(49), "x").doubt(Decimal(5)) is None
    assert Answer(Unit.WEEK, Decimal(49), "x").doubt(None) is None
    assert Answer(Unit.PERCENT, Decimal(90), "x").doubt(Decimal(1)) is None


def test_a_return_is_verified_when_every_line_is_decided():
    """In full, in part or not at all; a line sent back or waiting keeps it open."""
    decided = ["verified", "part_verified", "rejected"]
    assert moves.all_decided(decided)
    for waiting in ("draft", "submitted", "sent_back"):
        assert not moves.all_decided([*decided, waiting])


def test_verifying_nothing_is_a_rejection():
    """With its own word."""
    assert moves.part_move(Decimal(0)) is moves.REJECT_LINE
    assert moves.part_move(Decimal("0.5")) is moves.PART_VERIFY_LINE


def test_only_a_figure_is_declared():
    """Two to tick, one ticked: the other is named. Nothing is asked where nothing is reported or said."""
    asked = ("In one group only", "New starters only")
    one = Answer(Unit.ITEM, Decimal(2), "x", asked, ("In one group only",))
    assert one.undeclared == ("New starters only",)
    assert one.missing == "Tick what you declare: New starters only."
    assert Answer(Unit.ITEM, Decimal(2), "x", asked, asked).missing is None
    assert Answer(Unit.ITEM, Decimal(0), "", asked).missing is None
    assert Answer(Unit.ITEM, None, "", asked).undeclared == ()
