"""When a policy, or a part of it, is to be reviewed again: by its rhythm, by a day that it names, or as somebody chose."""

import calendar
from dataclasses import dataclass
from datetime import date

from councils.policies.domain.framework import Review
from councils.policies.domain.words import Every

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True)
class Done:
    """A review that was done: for which due day, on which day, and the next day where somebody chose one."""

    due_on: date
    done_on: date
    next_on: date | None = None


@dataclass(frozen=True)
class Due:
    """When a review is due: from ``on``; it is late after ``until``."""

    on: date
    until: date

    def has_come(self, today: date) -> bool:
        """Whether it waits to be done."""
        return self.on <= today

    def is_late(self, today: date) -> bool:
        """Whether its time is over."""
        return self.until < today


def has_rhythm(review: Review) -> bool:
    """Whether the policy itself says when the following review is."""
    return review.every is not None


def next_due(review: Review, begins: date | None, taken_in: date, done: Done | None) -> Due | None:
    """When ``review`` is due next; None where neither the policy nor anybody has named a day.

    ``taken_in`` is the day on which the version was published here: what came due before is nobody's to catch up with,
    but for a day that the policy names itself. The rhythm starts on the day the version ``begins``, or was taken in
    where that is not known; once a review was done, on the day on which it was done.
    """
    if done and done.next_on:
        return Due(done.next_on, done.next_on)
    if not done and review.next:
        return Due(review.next, review.next)
    if review.every is None:
        return None
    after = max(done.due_on, done.done_on) if done else max(begins or taken_in, taken_in)
    if review.month and review.every is Every.YEAR:
        return _in_month(review.month, after)
    start = done.done_on if done else begins or taken_in
    on = _first_after(start, MONTHS[review.every], done.done_on if done else after)
    return Due(on, on)


def _in_month(month: int, after: date) -> Due:
    """The month that comes next after ``after``: due from its first day, and late once it is over."""
    first = date(after.year, month, 1)
    if first <= after:
        first = date(after.year + 1, month, 1)
    return Due(first, first.replace(day=calendar.monthrange(first.year, month)[1]))


def _first_after(start: date, months: int, after: date) -> date:
    """The first day after ``after`` that is a whole number of such steps from ``start``."""
    step = 1
    while (day := _later(start, months * step)) <= after:
        step += 1
    return day


def _later(start: date, months: int) -> date:
    """So many months later, on the same day or on the last one of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
