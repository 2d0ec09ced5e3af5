"""The one place that asks for the time; in a demonstration it can be moved forward, in production it refuses.

The shift stands in a file that web, worker and beat all read, so that they agree.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


class ClockRefused(ValueError):
    """The clock was asked to move where or how it may not."""


def _shift_file() -> Path:
    return Path(settings.VAR_DIR) / "clock_shift_seconds"


def _shift() -> timedelta:
    if not settings.DEMONSTRATION:
        return timedelta(0)
    try:
        return timedelta(seconds=float(_shift_file().read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta(0)


def real_now() -> datetime:
    """The time outside the program, in UTC; for measuring how long something took, never for deciding."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time by which the program decides, in UTC."""
    return real_now() + _shift()


def today() -> date:
    """The day in London by which the program decides."""
    return now().astimezone(LONDON).date()


def is_shifted() -> bool:
    """Whether a demonstration has moved the clock."""
    return _shift() != timedelta(0)


def move_to(moment: datetime) -> None:
    """Move a demonstration's clock forward to ``moment`` (aware); never back, never in production."""
    if not settings.DEMONSTRATION:
        raise ClockRefused("The clock can only be moved in a demonstration.")
    if moment <= now():
        raise ClockRefused(f"Enter a day after {today():%-d %B %Y}. The date only moves forward.")
    if moment > real_now() + timedelta(days=365 * 30):
        raise ClockRefused("Enter a day within the next 30 years.")
    _write(moment - real_now())


def reset() -> None:
    """Put a demonstration's clock back to the real time; for tests and a demonstration made anew."""
    _shift_file().unlink(missing_ok=True)


def _write(shift: timedelta) -> None:
    path = _shift_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(str(shift.total_seconds()))
    draft.replace(path)
