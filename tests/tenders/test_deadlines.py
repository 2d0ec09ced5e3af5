"""A deadline is a moment in London, and both sides of it are told apart to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from procurement.tenders.domain.deadlines import days_left, deadline_refusal, in_london, is_open, standing
from socialvalue.access.domain import Refusal
from tests.tenders.samples import DEADLINE, NOW

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 12, 18), 12), (date(2026, 7, 1), 11), (date(2027, 3, 28), 11), (date(2026, 10, 25), 12)],
)
def test_noon_in_london_is_an_hour_earlier_in_summer(day, utc_hour):
    assert in_london(day, time(12)) == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(Refusal, match="There is no 1:30am on 28 March 2027") as refused:
        in_london(date(2027, 3, 28), time(1, 30))
    assert refused.value.field == "at"


def test_of_a_repeated_hour_the_first_is_meant():
    assert in_london(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_deadline_that_is_not_later_than_now_is_refused_with_the_time():
    assert deadline_refusal(NOW + SECOND, NOW) is None
    for past in (NOW, NOW - timedelta(minutes=1)):
        assert deadline_refusal(past, NOW) == (
            "The deadline must be in the future. It is now 21 November 2026 at 9am. Enter a later day or time"
        )


def test_bids_are_taken_up_to_the_deadline_and_not_after():
    assert is_open(DEADLINE, DEADLINE)
    assert not is_open(DEADLINE, DEADLINE + SECOND)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 21, 9, tzinfo=UTC), "27 days left"),
        (datetime(2026, 12, 17, 23, 59, tzinfo=UTC), "1 day left"),
        (datetime(2026, 12, 18, 0, 0, tzinfo=UTC), "closes today"),
        (DEADLINE, "closes today"),
        (DEADLINE + SECOND, "closed"),
    ],
)
def test_days_left_are_counted_in_londons_days(now, said):
    assert days_left(DEADLINE, now) == said


@pytest.mark.parametrize(
    ("status", "now", "said"),
    [
        ("draft", NOW, "draft"),
        ("published", DEADLINE, "open"),
        ("published", DEADLINE + SECOND, "closed"),
        ("opened", DEADLINE + SECOND, "opened"),
        ("awarded", DEADLINE + SECOND, "awarded"),
    ],
)
def test_a_published_tender_is_open_up_to_its_deadline(status, now, said):
    assert standing(status, DEADLINE, now) == said
