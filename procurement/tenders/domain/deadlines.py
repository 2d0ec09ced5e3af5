"""Deadlines: a day and a time in London, in the future."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from socialvalue.access.domain.refusals import Refusal

LONDON = ZoneInfo("Europe/London")
LATEST_YEAR = 2200


def in_london(day: date, clock_time: time) -> datetime:
    """The moment in UTC at which it is ``clock_time`` on ``day`` in London; of a repeated hour the first.

    Raises Refusal for a time that the clocks skip in spring.
    """
    local = datetime.combine(day, clock_time, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).time() != clock_time:
        raise Refusal(
            f"There is no {_clock(local)} on {day.day} {day:%B %Y}: the clocks go forward. Enter another time",
            "at",
        )
    return moment


def deadline_refusal(deadline: datetime, now: datetime) -> str | None:
    """Why bids cannot close at ``deadline``, or None: it must be later than ``now``."""
    if deadline <= now:
        return f"The deadline must be in the future. It is now {said(now)}. Enter a later day or time"
    return None


def said(moment: datetime) -> str:
    """``3 December 2026 at 2:05pm`` in London; noon and midnight in words."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {_clock(local)}"


def _clock(local: datetime) -> str:
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def is_open(deadline: datetime, now: datetime) -> bool:
    """Whether a bid may still come in: up to the deadline itself, not after it."""
    return now <= deadline


def days_left(deadline: datetime, now: datetime) -> str:
    """``12 days left``, counted in London's days; ``closes today``; ``closed``."""
    if not is_open(deadline, now):
        return "closed"
    days = (deadline.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if not days:
        return "closes today"
    return "1 day left" if days == 1 else f"{days} days left"


def standing(status: str, deadline: datetime | None, now: datetime) -> str:
    """The status as people say it: a published tender is open up to its deadline, then closed."""
    if status == "published" and deadline is not None:
        return "open" if is_open(deadline, now) else "closed"
    return status
