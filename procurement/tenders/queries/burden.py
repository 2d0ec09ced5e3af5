"""What a tender costs a bidder, and its contract a supplier, in minutes."""

from collections.abc import Sequence

from measures import queries as measures
from measures.domain.burden import Burden, MeasureAsked, QuestionAsked, burden
from procurement.tenders.domain.readiness import Draft
from procurement.tenders.domain.scheme import Scheme
from socialvalue.periods import Period, quarters_of


def burden_of(scheme: Scheme) -> Burden:
    """The minutes of a published tender; there is a return for each quarter of the contract."""
    return _burden(scheme, scheme.quarters)


def burden_so_far(built: Draft) -> Burden:
    """The minutes of a draft as it stands; no returns are counted before the contract has its dates."""
    return _burden(built, tuple(quarters_of(built.term, *built.year_starts)) if built.term else ())


def _burden(asked: Scheme | Draft, quarters: Sequence[Period]) -> Burden:
    return burden(
        [QuestionAsked(question.title, question.kind.value) for question in asked.questions],
        [
            MeasureAsked(measure.headline, measure.unit, len(measure.variants), bool(measure.evidence))
            for measure in asked.measures
        ],
        returns=len(quarters),
        fair=measures.fairness(),
    )
