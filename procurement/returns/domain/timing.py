"""When a return opens, is due and is late, in days and in words."""

from datetime import date, timedelta
from enum import StrEnum

from socialvalue.periods import Period

ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """Where a return stands on a day, as the tag on a list says it."""

    NOT_DUE = "not due yet"
    DUE = "due"
    LATE = "late"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    VERIFIED = "verified"


def opens_on(period: Period) -> date:
    """The first day on which a return can be filled in: the day after its period."""
    return period.end + ONE_DAY


def due_on(period: Period, after_days: int) -> date:
    """The last day on which a return is in time; at least one day after its period."""
    return period.end + timedelta(days=max(after_days, 1))


def standing(status: str, *, period: Period, due: date, today: date) -> Standing:
    """How a return stands: its status once it was submitted, before that whether it is due or late."""
    if status != "open":
        return Standing(status)
    if today < opens_on(period):
        return Standing.NOT_DUE
    return Standing.LATE if today > due else Standing.DUE


def not_open_refusal(period: Period, today: date) -> str | None:
    """Why a return cannot be filled in or submitted yet, with the day on which it can, or None."""
    opens = opens_on(period)
    if today >= opens:
        return None
    return (
        f"This return is for {period}. It opens on {said(opens)}, because that time has not ended yet. "
        "Come back on that day or later."
    )


def lateness(due: date, day: date) -> str:
    """``12 days late``, or nothing where ``day`` is in time."""
    days = (day - due).days
    if days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late"


def said(day: date) -> str:
    """``1 January 2027``."""
    return f"{day.day} {day:%B %Y}"
