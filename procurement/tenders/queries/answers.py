"""What was entered for a tender, as the rows of check your answers."""

from dataclasses import dataclass

from procurement.tenders.domain import deadlines
from procurement.tenders.domain.readiness import Draft, NamedEvaluator, Step
from procurement.tenders.domain.scoring import marks_words
from procurement.tenders.models import Tender
from procurement.tenders.queries.needs import step_url

NOT_YET = "Not entered yet"


@dataclass(frozen=True)
class Row:
    """One line: what was asked, what was entered, and where it is changed."""

    key: str
    value: str | list[str]
    url: str
    action: str = "Change"


def contract_rows(of: Tender, built: Draft) -> list[Row]:
    """Instructions, contract dates and deadline."""
    return [
        Row(
            "Instructions to bidders", of.instructions.splitlines() or "None", step_url(of, Step.INSTRUCTIONS)
        ),
        Row("Contract", str(built.term) if built.term else NOT_YET, step_url(of, Step.DATES)),
        Row(
            "Deadline for bids",
            deadlines.said(built.deadline) if built.deadline else NOT_YET,
            step_url(of, Step.DEADLINE),
        ),
    ]


def scoring_rows(of: Tender, built: Draft) -> list[Row]:
    """Weights, measures and evaluators."""
    return [
        Row("Weights", _weights(built), step_url(of, Step.WEIGHTS)),
        Row(
            "Measures asked",
            [measure.headline for measure in built.measures] or "None",
            step_url(of, Step.MEASURES),
            action="View",
        ),
        Row(
            "Measures that bidders propose",
            "Taken" if built.takes_proposals and built.measures else "Not taken",
            step_url(of, Step.MEASURES),
        ),
        Row(
            "Evaluators",
            [_who(one) for one in built.evaluators] or "Nobody yet",
            step_url(of, Step.EVALUATORS),
        ),
    ]


def _weights(built: Draft) -> str | list[str]:
    if built.weights is None:
        return NOT_YET
    given = built.weights
    parts = (("Price", given.price), ("Quality", given.quality), ("Social value", given.social_value))
    return [f"{name}: {marks_words(percent)}%" for name, percent in parts]


def _who(evaluator: NamedEvaluator) -> str:
    kinds = [
        words
        for words, scores in (("quality", evaluator.quality), ("social value", evaluator.social_value))
        if scores
    ]
    return f"{evaluator.name}: {' and '.join(kinds)}"
