"""When a review is due, from both sides of each day."""

import json
from datetime import date

import pytest

from councils.policies.domain.framework import Review
from councils.policies.domain.reviewing import Done, Due, has_rhythm, next_due
from councils.policies.domain.words import Every
from tests.policies.builders import framework

D = date.fromisoformat


def review(every=None, month=None, next_=None) -> Review:
    told = {"what": "All of it.", "clauses": ["a"], "reading": "quoted"}
    told |= {"every": every, "month": month, "next": next_}
    return Review.model_validate_json(json.dumps(told))


EVERY_APRIL = review("year", 4)
EACH_YEAR = review("year")
ON_A_DAY = review(next_="2026-04-30")
NO_DAY = review()


def due(one, begins="2026-01-15", taken_in="2026-02-01", done=None) -> str | None:
    found = next_due(one, D(begins) if begins else None, D(taken_in), done)
    return found and f"{found.on} to {found.until}"


def done(due_on, done_on, next_on=None) -> Done:
    return Done(D(due_on), D(done_on), D(next_on) if next_on else None)


@pytest.mark.parametrize(
    ("taken_in", "expected"),
    [
        ("2026-02-01", "2026-04-01 to 2026-04-30"),
        ("2026-03-31", "2026-04-01 to 2026-04-30"),
        ("2026-04-01", "2027-04-01 to 2027-04-30"),
        ("2026-12-31", "2027-04-01 to 2027-04-30"),
    ],
)
def test_every_april_begins_with_the_first_april_after_it_was_taken_in(taken_in, expected):
    assert due(EVERY_APRIL, taken_in=taken_in) == expected


@pytest.mark.parametrize(
    ("was_due", "was_done", "expected"),
    [
        ("2026-04-01", "2026-04-20", "2027-04-01 to 2027-04-30"),
        ("2026-04-01", "2026-03-20", "2027-04-01 to 2027-04-30"),  # done early: the next one all the same
        ("2026-04-01", "2027-03-31", "2027-04-01 to 2027-04-30"),  # a year late: the next one stays
        ("2026-04-01", "2027-04-01", "2028-04-01 to 2028-04-30"),
        ("2026-04-01", "2029-07-01", "2030-04-01 to 2030-04-30"),
    ],
)
def test_every_april_after_it_was_done(was_due, was_done, expected):
    assert due(EVERY_APRIL, done=done(was_due, was_done)) == expected


def test_a_version_that_is_yet_to_begin_is_reviewed_after_it_began():
    assert due(EVERY_APRIL, "2027-06-01", "2026-02-01") == "2028-04-01 to 2028-04-30"


def test_a_month_is_for_what_is_reviewed_each_year():
    assert due(review("half_year", 4)) == "2026-07-15 to 2026-07-15"


def test_a_review_that_was_done_long_before_its_day_goes_on_from_when_it_was_done():
    assert due(review("month"), done=done("2026-06-01", "2026-04-10")) == "2026-05-10 to 2026-05-10"


def test_april_is_due_from_its_first_day_and_late_after_its_last():
    april = next_due(EVERY_APRIL, None, D("2026-02-01"), None)
    assert [april.has_come(D(day)) for day in ("2026-03-31", "2026-04-01")] == [False, True]
    assert [april.is_late(D(day)) for day in ("2026-04-30", "2026-05-01")] == [False, True]


def test_a_february_has_29_days_where_it_has():
    february = review("year", 2)
    assert due(february, taken_in="2027-06-01") == "2028-02-01 to 2028-02-29"
    assert due(february, taken_in="2028-06-01") == "2029-02-01 to 2029-02-28"


@pytest.mark.parametrize(
    ("begins", "taken_in", "expected"),
    [
        ("2026-01-15", "2026-01-15", "2027-01-15"),
        ("2019-10-01", "2026-11-21", "2027-10-01"),
        ("2019-10-01", "2026-09-30", "2026-10-01"),
        ("2019-10-01", "2026-10-01", "2027-10-01"),
        (None, "2026-11-21", "2027-11-21"),
        ("2028-02-29", "2028-02-29", "2029-02-28"),
        ("2028-02-29", "2031-06-01", "2032-02-29"),
        ("2027-01-01", "2026-06-01", "2028-01-01"),  # published before it begins
    ],
)
def test_each_year_goes_by_the_day_on_which_the_version_begins(begins, taken_in, expected):
    assert due(EACH_YEAR, begins, taken_in) == f"{expected} to {expected}"


@pytest.mark.parametrize(
    ("was_done", "expected"),
    [("2027-03-10", "2028-03-10"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_each_year_goes_on_from_the_day_on_which_it_was_done(was_done, expected):
    assert due(EACH_YEAR, done=done("2027-01-15", was_done)) == f"{expected} to {expected}"


def test_half_a_year_and_a_month_after_a_31st():
    assert due(review("half_year"), "2026-08-31", "2026-08-31") == "2027-02-28 to 2027-02-28"
    assert due(review("month"), "2027-12-31", "2028-01-31") == "2028-02-29 to 2028-02-29"


def test_a_day_that_the_policy_names_is_due_even_if_it_is_past():
    assert due(ON_A_DAY, taken_in="2026-11-21") == "2026-04-30 to 2026-04-30"
    found = next_due(ON_A_DAY, None, D("2026-01-01"), None)
    assert found == Due(D("2026-04-30"), D("2026-04-30"))
    assert [found.has_come(D(day)) for day in ("2026-04-29", "2026-04-30")] == [False, True]
    assert [found.is_late(D(day)) for day in ("2026-04-30", "2026-05-01")] == [False, True]


def test_without_a_rhythm_the_next_day_is_whichever_was_chosen():
    assert due(ON_A_DAY, done=done("2026-04-30", "2026-04-30")) is None
    assert due(ON_A_DAY, done=done("2026-04-30", "2026-05-02", "2027-05-01")) == "2027-05-01 to 2027-05-01"
    assert due(NO_DAY) is None and not has_rhythm(NO_DAY) and has_rhythm(EVERY_APRIL)


def test_what_the_councils_own_files_say():
    """Rutland prints “31st April 2026”, a day that does not exist: the day that was chosen counts."""
    (whole, process) = framework("rutland").policy.reviews
    assert whole.printed == "31st April 2026"
    assert next_due(whole, None, D("2026-01-01"), None).on == D("2026-04-30")
    assert next_due(process, None, D("2026-01-01"), None) is None
    (april,) = framework("north-east-lincolnshire").policy.reviews
    assert april.every is Every.YEAR
    assert next_due(april, D("2018-06-01"), D("2026-11-21"), None).on == D("2027-04-01")
