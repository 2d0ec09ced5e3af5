"""What stands in the way of publication is said all at once, each with its own sentence."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from councils.policies.domain.counting import Unit
from councils.policies.domain.effects.asking import Measures, Outcomes
from councils.policies.domain.effects.weight import Criterion
from councils.policies.domain.effects.weight import Scoring as PolicyScoring
from councils.policies.domain.words import Force
from procurement.tenders.domain.readiness import Step, term_refusals
from procurement.tenders.domain.weights import Kind
from socialvalue.periods import Period
from tests.tenders.samples import (
    CITED,
    DEADLINE,
    NOW,
    commitments,
    considerations,
    draft,
    evaluator,
    measure,
    question,
    requirement,
    weighting,
    weights,
)

MINUTE = timedelta(minutes=1)


def steps(built, now=NOW, publisher=None) -> list[Step]:
    """Where something is missing."""
    return [one.step for one in built.missing(now, publisher)]


def sentences(built, now=NOW, publisher=None) -> list[str]:
    """What is missing."""
    return [one.sentence for one in built.missing(now, publisher)]


def test_a_whole_tender_can_be_published():
    assert draft().missing(NOW, 1) == ()


def test_everything_that_an_empty_tender_lacks_is_said_at_once_in_the_order_of_the_tasks():
    empty = draft(
        weights=None,
        questions=(),
        measures=(),
        outcomes=(),
        evaluators=(),
        deadline=None,
        term=None,
        assessed=False,
    )
    assert sentences(empty) == [
        "Complete the opportunity assessment.",
        "Say when the contract starts and ends.",
        "Set the weights of price, quality and social value.",
        "Write the quality questions.",
        "Write the social value questions.",
        f"You chose no measures that can be counted. Asked. ({CITED})",
        "Name somebody to score the quality answers.",
        "Name somebody to score the social value answers.",
        "Set the deadline for bids.",
    ]


@pytest.mark.parametrize(
    ("deadline", "missing"),
    [(NOW - MINUTE, [Step.DEADLINE]), (NOW, [Step.DEADLINE]), (NOW + MINUTE, [])],
)
def test_a_deadline_is_later_than_now(deadline, missing):
    assert steps(draft(deadline=deadline)) == missing


@pytest.mark.parametrize(
    ("starts", "missing"), [(date(2026, 12, 18), [Step.DATES]), (date(2026, 12, 19), [])]
)
def test_a_contract_starts_after_the_day_on_which_bids_close(starts, missing):
    assert steps(draft(term=Period(starts, date(2031, 3, 31)))) == missing


@pytest.mark.parametrize(
    ("marks", "missing"), [("39.99", [Step.QUALITY]), ("40", []), ("40.01", [Step.QUALITY])]
)
def test_marks_of_a_kind_total_its_weight(marks, missing):
    assert steps(draft(questions=(question(marks=marks), question(Kind.SOCIAL_VALUE, "20")))) == missing


def test_several_questions_share_the_weight():
    shared = (question(marks="15.5"), question(marks="24.5", number=2), question(Kind.SOCIAL_VALUE, "20"))
    assert steps(draft(questions=shared)) == []


@pytest.mark.parametrize(("social_value", "price"), [("19", "41"), ("21", "39")])
def test_a_weight_that_the_policy_does_not_allow_is_said_with_its_clause(social_value, price):
    built = draft(
        weights=weights(price, "40", social_value),
        questions=(question(), question(Kind.SOCIAL_VALUE, social_value)),
    )
    assert sentences(built) == [
        f"Social value must be 20% of the overall score ({CITED}). You entered {social_value}%. "
        "Enter 20, or ask for an exception."
    ]


def test_another_weight_is_told_that_an_exception_can_be_asked_for():
    built = draft(weights=weights("41", "40", "19"), questions=())
    assert [one for one in sentences(built) if "exception" in one] == [
        f"Social value must be 20% of the overall score ({CITED}). You entered 19%. Enter 20, or ask for an exception."
    ]


@pytest.mark.parametrize("force", [Force.SHOULD, Force.MAY])
def test_what_is_not_a_duty_stops_nothing(force):
    built = draft(
        weights=weights("50", "40", "10"),
        questions=(question(), question(Kind.SOCIAL_VALUE, "10")),
        requirements=(requirement(weighting().effect, force),),
    )
    assert steps(built) == []


def test_considerations_that_are_a_duty_must_be_recorded():
    duty = (considerations("duty"),)
    assert steps(draft(requirements=duty)) == [Step.CONSIDERATIONS]
    assert steps(draft(requirements=duty, considered=True)) == []
    assert steps(draft(requirements=(considerations("voluntary"),))) == []


def test_a_measure_in_words_is_not_a_commitment_that_can_be_counted():
    built = draft(measures=(measure(Unit.NARRATIVE),), requirements=(weighting(), commitments()))
    assert steps(built) == [Step.MEASURES]
    assert steps(draft(measures=(measure(Unit.NARRATIVE), measure(key="other")))) == []


@pytest.mark.parametrize(
    ("effect", "missing"),
    [
        (Measures(at_least=2), [Step.MEASURES]),
        (Measures(at_least=1, at_most=1), []),
        (Measures(at_most=0), [Step.MEASURES]),
        (Measures(at_least=2, group="some"), []),
        (Outcomes(at_least=2), [Step.MEASURES]),
        (Outcomes(at_least=1), []),
    ],
)
def test_numbers_of_measures_and_outcomes_are_kept(effect, missing):
    assert steps(draft(requirements=(requirement(effect),))) == missing


def test_each_kind_that_weighs_needs_somebody_to_score_it():
    assert sentences(draft(evaluators=(evaluator(social_value=False),))) == [
        "Name somebody to score the social value answers."
    ]
    split = (evaluator(7, social_value=False), evaluator(8, quality=False))
    assert steps(draft(evaluators=split)) == []


def test_a_kind_without_weight_needs_neither_questions_nor_evaluators():
    built = draft(
        weights=weights("60", "40", "0"),
        questions=(question(),),
        evaluators=(evaluator(social_value=False),),
        requirements=(),
    )
    assert steps(built) == []


def test_who_scores_does_not_publish():
    built = draft(evaluators=(evaluator(7),))
    assert steps(built, publisher=7) == [Step.PUBLISHER]
    assert steps(built, publisher=8) == []


def test_a_question_about_an_outcome_that_is_no_longer_chosen_is_named():
    built = draft(outcomes=("Another outcome",))
    assert steps(built) == [Step.SOCIAL_VALUE]
    assert "Social value question 1 names “Young people”" in sentences(built)[0]


def test_a_scale_that_evaluators_cannot_give_is_not_published():
    other = PolicyScoring(criteria=(Criterion(key="depth", name="Deep", question="How deep?"),), highest=10)
    built = draft(requirements=(requirement(other),))
    assert steps(built) == [Step.SOCIAL_VALUE]


def test_a_contract_ends_after_it_starts_and_within_30_years():
    day = date(2027, 4, 1)
    assert term_refusals(day, date(2027, 3, 31), None) == [
        ("ends_on", "The contract must end after it starts")
    ]
    assert term_refusals(day, date(2031, 3, 31), DEADLINE) == []
    assert [field for field, _ in term_refusals(date(2026, 12, 18), date(2226, 1, 1), DEADLINE)] == [
        "starts_on",
        "ends_on",
    ]


def test_marks_add_up_by_kind():
    built = draft(questions=(question(marks="0.1"), question(marks="0.2", number=2)))
    assert built.marks(Kind.QUALITY) == Decimal("0.3")
    assert built.marks(Kind.SOCIAL_VALUE) == 0
    assert built.missing(datetime(2027, 1, 1, tzinfo=UTC))[-1].step is Step.DEADLINE
