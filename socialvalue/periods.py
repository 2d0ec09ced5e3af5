"""Financial years and quarters of a council, whose year starts on a day that the council says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @property
    def days(self) -> int:
        """How many days the period has, both ends included."""
        return (self.end - self.start).days + 1

    def clipped(self, to: "Period") -> "Period | None":
        """The part of this period inside ``to``, or None where they do not meet."""
        start, end = max(self.start, to.start), min(self.end, to.end)
        return Period(start, end) if start <= end else None

    def has_ended_by(self, day: date) -> bool:
        """Whether the whole period lies before ``day``."""
        return self.end < day

    def __str__(self) -> str:
        return f"{self.start:%-d %B %Y} to {self.end:%-d %B %Y}"


def _months_on(day: date, months: int) -> date:
    index = day.month - 1 + months
    return date(day.year + index // 12, index % 12 + 1, day.day)


@dataclass(frozen=True)
class FinancialYear:
    """The year of a council, for instance 1 April 2026 to 31 March 2027; ``start.day`` is at most 28."""

    start: date

    @classmethod
    def holding(cls, day: date, month: int = 4, first: int = 1) -> "FinancialYear":
        """The financial year that ``day`` falls in, where years start on day ``first`` of ``month``."""
        start = date(day.year, month, first)
        return cls(start if day >= start else date(day.year - 1, month, first))

    @property
    def period(self) -> Period:
        """First day to last day of the year."""
        return Period(self.start, _months_on(self.start, 12) - timedelta(days=1))

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The four quarters, in order."""
        return tuple(
            Period(_months_on(self.start, 3 * n), _months_on(self.start, 3 * n + 3) - timedelta(days=1))
            for n in range(4)
        )

    @property
    def label(self) -> str:
        """``2026/27``, or ``2026`` where the year is the calendar year."""
        end = self.period.end.year
        return str(self.start.year) if end == self.start.year else f"{self.start.year}/{end % 100:02d}"

    def __str__(self) -> str:
        return self.label


def quarter_label(start: date, month: int = 4, first: int = 1) -> str:
    """``Quarter 2 of 2026/27`` for the quarter in which ``start`` falls."""
    year = FinancialYear.holding(start, month, first)
    number = next(n for n, q in enumerate(year.quarters, 1) if q.start <= start <= q.end)
    return f"Quarter {number} of {year.label}"


def quarters_of(term: Period, month: int = 4, first: int = 1) -> Iterator[Period]:
    """Each financial quarter that ``term`` touches, clipped to the term, in order."""
    year = FinancialYear.holding(term.start, month, first)
    while year.start <= term.end:
        for quarter in year.quarters:
            part = quarter.clipped(term)
            if part:
                yield part
        year = FinancialYear(_months_on(year.start, 12))
