"""A small scheme for tests of the pure core: 40 marks for price, 40 for quality, 20 for social value."""

from datetime import UTC, date, datetime
from decimal import Decimal

from measures.domain.units import HowItAddsUp, SecondYear, Term, Unit
from procurement.bids.domain.scoring import ScoredBid
from procurement.tenders.domain import scoring
from procurement.tenders.domain.scheme import AskedMeasure, AskedQuestion, Least, Scheme
from procurement.tenders.domain.weights import Kind, Weights
from socialvalue.periods import Period, quarters_of

NOTHING_ASKED = Least()
TERM = Period(date(2027, 4, 1), date(2031, 3, 31))


def asked(key: str = "local-jobs", unit: Unit = Unit.FTE, **more) -> AskedMeasure:
    """A measure; people in post unless another unit is given."""
    stock = unit is Unit.FTE
    return AskedMeasure(
        uid=key,
        key=key,
        headline=key.replace("-", " ").capitalize(),
        definition="What is counted.",
        outcome="An outcome",
        unit=unit,
        adds_up=HowItAddsUp.STOCK if stock else HowItAddsUp.FLOW,
        term=more.pop("term", Term.YEAR),
        second_year=SecondYear.COUNTS_AGAIN,
        **more,
    )


def question(uid: str, kind: Kind, number: int, marks: str) -> AskedQuestion:
    """A question with its marks."""
    return AskedQuestion(uid, kind, number, f"Question {uid}?", "", Decimal(marks))


QUESTIONS = (
    question("q1", Kind.QUALITY, 1, "25"),
    question("q2", Kind.QUALITY, 2, "15"),
    question("s1", Kind.SOCIAL_VALUE, 1, "20"),
)


def scheme(
    price: str = "40",
    quality: str = "40",
    social_value: str = "20",
    questions=QUESTIONS,
    measures=(),
    term=TERM,
    least=NOTHING_ASKED,
) -> Scheme:
    """The scheme; its quarters are those of years that start in April."""
    return Scheme(
        weights=Weights(Decimal(price), Decimal(quality), Decimal(social_value)),
        questions=tuple(questions),
        measures=tuple(measures),
        least_commitments=least,
        scoring=scoring.SOCIAL_VALUE,
        quality_scoring=scoring.QUALITY,
        price_method=scoring.PRICE_METHOD,
        term=term,
        quarters=tuple(quarters_of(term)),
        deadline=datetime(2026, 12, 3, 12, tzinfo=UTC),
    )


def scored(name: str, price: str, q1: int = 5, q2: int = 5, s1: tuple[int, int] = (5, 5)) -> ScoredBid:
    """A bid with the agreed scores of the three questions."""
    agreed = {"q1": {"mark": q1}, "q2": {"mark": q2}, "s1": {"appropriate": s1[0], "achievable": s1[1]}}
    return ScoredBid(name.lower(), name, Decimal(price), agreed)
