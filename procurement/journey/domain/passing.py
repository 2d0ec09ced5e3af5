"""Whether a council can pass to another on a day, and to which of its service areas the contracts go.

Local government reorganisation ends councils at a stroke: a structural changes order (Local Government and Public
Involvement in Health Act 2007, section 7) names the successor and the day, in practice 1 April.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from socialvalue.periods import FinancialYear


@dataclass(frozen=True)
class Party:
    """A council: its name, the day on which its financial year starts, and to whom it has passed, if it has."""

    name: str
    month: int
    first: int
    passed_to: str = ""
    passed_on: date | None = None

    def quarter_starts(self, day: date) -> frozenset[date]:
        """The first days of the quarters of the financial year that holds ``day``."""
        year = FinancialYear.holding(day, self.month, self.first)
        return frozenset(quarter.start for quarter in year.quarters)


def refusals(before: Party, after: Party, day: date, today: date) -> tuple[str, ...]:
    """Why ``before`` cannot pass to ``after`` on ``day``, each in a sentence; nothing where it can."""
    found = []
    if before.name == after.name:
        found.append("A council cannot pass to itself.")
    if day > today:
        found.append(f"{_said(day)} has not come yet. Pass the council on that day or later.")
    for party in (before, after):
        if day not in party.quarter_starts(day):
            found.append(
                f"{_said(day)} is not the first day of a financial quarter of {party.name}. "
                "Contracts pass between two quarters."
            )
    if before.passed_to and (before.passed_to, before.passed_on) != (after.name, day):
        on = f" on {_said(before.passed_on)}" if before.passed_on else ""
        found.append(f"{before.name} has passed to {before.passed_to}{on} already.")
    if after.passed_to:
        found.append(f"{after.name} has itself passed to {after.passed_to}. Name that council instead.")
    return tuple(found)


@dataclass(frozen=True)
class Areas:
    """To which service area of the successor each one goes, by key; and what is wrong, each in a sentence."""

    to: Mapping[str, str]
    problems: tuple[str, ...] = ()


def areas(before: Mapping[str, str], after: Mapping[str, str], asked: Mapping[str, str]) -> Areas:
    """Match service areas (name by key): as ``asked``, or else to the one of the same key."""
    problems = [f"There is no service area “{key}” to pass on." for key in asked if key not in before]
    problems += [
        f"There is no service area “{key}” to pass to." for key in asked.values() if key not in after
    ]
    to = {}
    for key, name in before.items():
        goes = asked.get(key, key)
        if goes in after:
            to[key] = goes
        elif key not in asked:
            problems.append(
                f"Say to which service area “{name}” goes: --area {key}=KEY, where KEY is one of {', '.join(after)}."
            )
    return Areas(to, tuple(problems))


def _said(day: date) -> str:
    return f"{day:%-d %B %Y}"
