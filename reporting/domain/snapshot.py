"""A report's figures as they are stored: plain values that print the same next year, and their checksum.

Shape: ``{"as_of": {"seq", "day"}, "year": {"label", "start", "end"}, "total": FIGURES, "service_areas": [GROUP],
"outcomes": [GROUP], "missing": [MISSING], "asked_by": [CLAUSE], "exceptions": [EXCEPTION], "policy": str}``. An EXCEPTION
counts those approved in the year of one kind from one clause; reports made before they were counted have none. FIGURES has one entry per figure name:
``{"worths": [WORTH], "parts": [PART]}``; a WORTH is the pounds of one method of valuing: ``method, name, gross, adjusted``;
a PART is one measure: ``measure, headline, unit, quantity, gross, adjusted, method, within``. Amounts and quantities are
text, exact to the digit. A PART by licensed values that may not be published names their sources under ``confined`` and
has no pounds; an amount whose pounds would give one away has its WORTH under ``withheld``, by method and name alone. Reports made before there were methods have ``"gross"`` in place of ``"worths"``.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from procurement.ledger.domain.figures import Amount, FigureName, Figures, FigureSet, Group
from socialvalue.periods import FinancialYear


@dataclass(frozen=True)
class MissingReturn:
    """A return whose quarter has ended, that is due, and that nobody has sent."""

    contract: str
    title: str
    supplier: str
    period: str
    due_on: date
    days_late: int


@dataclass(frozen=True)
class ApprovedExceptions:
    """How many exceptions from the policy of one kind and from one clause were approved in one service area."""

    service_area: str
    kind: str
    clause: str
    number: int


@dataclass(frozen=True)
class Asked:
    """A clause that asks for the report, and how it was read."""

    citation: str
    paraphrase: str
    reading: str


def snapshot(
    *,
    year: FinancialYear,
    by_service_area: FigureSet,
    by_outcome: FigureSet,
    missing: Sequence[MissingReturn],
    asked_by: Sequence[Asked],
    policy: str,
    exceptions: Sequence[ApprovedExceptions] = (),
) -> dict:
    """The stored form of one report's figures; both figure sets are of the same number and day of the ledger.

    Raises ValueError where they are not, or where their totals differ: a leak or a lost entry.
    """
    if (by_service_area.as_of_seq, by_service_area.as_of_day) != (by_outcome.as_of_seq, by_outcome.as_of_day):
        raise ValueError("The figures by service area and by outcome are not of one moment.")
    total = _figures(by_service_area.total)
    if total != _figures(by_outcome.total):
        raise ValueError("The figures by service area and by outcome do not add up to one total.")
    return {
        "as_of": {"seq": by_service_area.as_of_seq, "day": by_service_area.as_of_day.isoformat()},
        "year": {
            "label": year.label,
            "start": year.period.start.isoformat(),
            "end": year.period.end.isoformat(),
        },
        "policy": policy,
        "total": total,
        "service_areas": [_group(group) for group in by_service_area.groups],
        "outcomes": [_group(group) for group in by_outcome.groups],
        "missing": [_missing(one) for one in missing],
        "asked_by": [asdict(one) for one in asked_by],
        "exceptions": [asdict(one) for one in exceptions],
    }


def checksum(content: dict) -> str:
    """SHA-256 of the snapshot, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _missing(one: MissingReturn) -> dict:
    return {**asdict(one), "due_on": one.due_on.isoformat()}


def _group(group: Group) -> dict:
    return {"key": group.key, "label": group.label, "figures": _figures(group.figures)}


def _figures(figures: Figures) -> dict:
    return {name.value: _amount(figures.get(name)) for name in FigureName}


def _amount(amount: Amount) -> dict:
    return {
        "worths": [
            {
                "method": worth.method,
                "name": worth.name,
                "gross": _text(worth.gross),
                "adjusted": _text(worth.adjusted),
            }
            for worth in amount.worths
        ],
        "parts": [
            {
                "measure": part.measure,
                "headline": part.headline,
                "unit": part.unit,
                "quantity": _text(part.quantity),
                "gross": _text(part.gross),
                "adjusted": _text(part.adjusted),
                "method": part.method,
                "within": part.within,
                **({"confined": sorted(part.confined)} if part.confined else {}),
            }
            for part in amount.parts
        ],
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
