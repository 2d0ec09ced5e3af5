"""Marks for answers and prices, with worked examples."""

from decimal import Decimal

import pytest

from councils.policies.domain.effects.weight import Criterion, Descriptor
from councils.policies.domain.effects.weight import Scoring as PolicyScoring
from procurement.tenders.domain.scoring import (
    QUALITY,
    SOCIAL_VALUE,
    Scoring,
    can_be_given,
    marks_words,
    social_value_scoring,
)

POLICY = PolicyScoring(
    criteria=(
        Criterion(key="appropriate", name="Appropriate", question="Does it fit?"),
        Criterion(key="achievable", name="Achievable", question="Can it be done?"),
    )
)


@pytest.mark.parametrize(
    ("appropriate", "achievable", "available", "marks"),
    [
        (5, 5, "20", "20"),
        (0, 0, "20", "0"),
        (4, 3, "20", "14"),
        (3, 4, "12.5", "8.75"),
        (1, 0, "0.01", "0.001"),
    ],
)
def test_social_value_marks_are_both_scores_over_ten_times_the_marks(
    appropriate, achievable, available, marks
):
    given = {"appropriate": appropriate, "achievable": achievable}
    assert SOCIAL_VALUE.marks(given, Decimal(available)) == Decimal(marks)


def test_quality_marks_are_the_score_over_five_times_the_marks():
    assert QUALITY.marks({"mark": 3}, Decimal(40)) == Decimal(24)


@pytest.mark.parametrize(
    "given", [{"appropriate": 3}, {"appropriate": 3, "achievable": 6}, {"appropriate": -1, "achievable": 2}]
)
def test_scores_that_are_missing_or_off_the_scale_are_refused(given):
    with pytest.raises(ValueError, match="Give"):
        SOCIAL_VALUE.marks(given, Decimal(20))


def test_the_method_is_said_in_plain_words():
    assert SOCIAL_VALUE.method == (
        "Each answer gets a score from 0 to 5 for each of: how appropriate it is and how achievable it is. "
        "Marks = both scores together ÷ 10 × the question's marks."
    )
    assert QUALITY.method == "Each answer gets a score from 0 to 5. Marks = score ÷ 5 × the question's marks."


def test_the_policys_own_criteria_and_descriptors_are_taken():
    taken = social_value_scoring(POLICY)
    assert [c.question for c in taken.criteria] == ["Does it fit?", "Can it be done?"]
    assert taken.descriptors == SOCIAL_VALUE.descriptors
    own = POLICY.model_copy(update={"descriptors": (Descriptor(mark=0, words="Nothing."),)})
    assert [d.words for d in social_value_scoring(own).descriptors] == ["Nothing."]
    assert social_value_scoring(None) is SOCIAL_VALUE


def test_only_what_evaluators_can_give_can_be_published():
    assert can_be_given(social_value_scoring(POLICY))
    assert not can_be_given(social_value_scoring(POLICY.model_copy(update={"highest": 10})))
    assert not can_be_given(QUALITY)


def test_a_scoring_comes_back():
    assert Scoring.from_dict(SOCIAL_VALUE.to_dict()) == SOCIAL_VALUE


@pytest.mark.parametrize(
    ("marks", "words"), [("20.00", "20"), ("12.5", "12.5"), ("37.037037", "37.037"), ("0", "0")]
)
def test_marks_are_said_without_trailing_zeros(marks, words):
    assert marks_words(Decimal(marks)) == words
