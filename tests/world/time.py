"""The days of the world: all within the years for which the law's thresholds are known."""

from datetime import date, datetime, timedelta

from socialvalue import clock

START = datetime(2026, 2, 2, 9, tzinfo=clock.LONDON)  # the signed contract is tendered
CONTRACT = {"contract_starts_on": date(2026, 4, 1), "contract_ends_on": date(2028, 3, 31)}
LATER = {"contract_starts_on": date(2027, 10, 1), "contract_ends_on": date(2029, 9, 30)}
REPORTING = (  # the mornings on which the supplier reports on the first three quarters
    datetime(2026, 7, 10, 9, tzinfo=clock.LONDON),
    datetime(2026, 10, 12, 9, tzinfo=clock.LONDON),
    datetime(2027, 1, 11, 9, tzinfo=clock.LONDON),
)
TENDERING = datetime(2027, 6, 14, 9, tzinfo=clock.LONDON)  # all other tenders are published
DAYS_SHORT, DAYS_LONG = 14, 60
NOW = datetime(2027, 7, 5, 9, tzinfo=clock.LONDON)  # what every test sees


def at(moment: datetime) -> None:
    """Set the clock, backwards too."""
    clock._write(moment - clock.real_now())


def after(moment: datetime, **more) -> None:
    """Set the clock a while after ``moment``."""
    at(moment + timedelta(**more))
