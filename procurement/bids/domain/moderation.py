"""From what several evaluators gave to what was agreed: averages are shown, and never used silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from procurement.tenders.domain.scoring import Scoring

HUNDREDTH = Decimal("0.01")
REASON_NEEDED = "Give your reason, in words that the bidder could read"


class State(StrEnum):
    """Where one answer stands."""

    WAITING = "waiting"
    READY = "ready"
    CHANGED = "to do"
    AGREED = "done"


@dataclass(frozen=True)
class Given:
    """What one evaluator gave one answer, criterion's key -> score, with the reason and when."""

    evaluator: str
    scores: Mapping[str, int]
    reason: str
    at: datetime


def averages(given: Sequence[Given], scoring: Scoring) -> dict[str, Decimal]:
    """The average of each criterion over the evaluators, to two places, half-up; nothing where nobody scored."""
    if not given:
        return {}
    return {
        criterion.key: (Decimal(sum(one.scores[criterion.key] for one in given)) / len(given)).quantize(
            HUNDREDTH, rounding=ROUND_HALF_UP
        )
        for criterion in scoring.criteria
    }


def state(given: Sequence[Given], awaited: Sequence[str], agreed_at: datetime | None) -> State:
    """Where an answer stands: ``awaited`` names the evaluators who have not scored it yet.

    A score that was changed after the agreement opens the answer again.
    """
    if awaited:
        return State.WAITING
    if agreed_at is None:
        return State.READY
    return State.CHANGED if any(one.at > agreed_at for one in given) else State.AGREED


def score_refusals(
    scores: Mapping[str, int | None], reason: str, scoring: Scoring
) -> list[tuple[str | None, str]]:
    """What is wrong with one set of scores, each at its criterion; a reason is always needed."""
    found: list[tuple[str | None, str]] = []
    for criterion in scoring.criteria:
        if scores.get(criterion.key) not in scoring.scale:
            found.append(
                (
                    criterion.key,
                    f"{criterion.name[:1].upper()}{criterion.name[1:]}: choose a score from {scoring.lowest} to {scoring.highest}",
                )
            )
    if set(scores) - {criterion.key for criterion in scoring.criteria}:
        found.append((None, "This answer is not scored by that."))
    if not reason.strip():
        found.append(("reason", REASON_NEEDED))
    return found
