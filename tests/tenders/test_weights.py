"""The three weights total exactly 100, and social value keeps to the policy."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.tenders.domain.weights import (
    Kind,
    Weights,
    marks_hint,
    marks_refusal,
    total_refusal,
    weight_refusals,
    weight_to_start_from,
)
from tests.tenders.samples import CITED, requirement, weighting, weights

HUNDREDTHS = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@given(HUNDREDTHS, HUNDREDTHS, HUNDREDTHS)
def test_only_a_total_of_exactly_100_passes(price, quality, social_value):
    refused = weight_refusals(Weights(price, quality, social_value), None)
    assert bool(refused) is (price + quality + social_value != 100)


@given(HUNDREDTHS, HUNDREDTHS)
def test_every_split_of_100_passes(price, rest):
    quality = min(rest, 100 - price)
    assert weight_refusals(Weights(price, quality, 100 - price - quality), None) == []


@pytest.mark.parametrize(
    ("quality", "said"),
    [
        ("39.99", "Yours total 99.99%. Add 0.01% to one of them."),
        ("40.01", "Yours total 100.01%. Take 0.01% from one of them."),
        ("0", "Yours total 60%. Add 40% to one of them."),
    ],
)
def test_a_wrong_total_is_said_with_what_is_missing(quality, said):
    [(field, message)] = weight_refusals(weights(quality=quality), weighting())
    assert field == "price_weight"
    assert message == f"The three weights must total exactly 100%. {said}"


def test_a_total_of_100_is_not_refused():
    assert total_refusal(weights()) is None


@pytest.mark.parametrize(
    ("percent", "price", "passes"), [("19", "41", False), ("20", "40", True), ("21", "39", False)]
)
def test_social_value_is_exactly_what_the_policy_fixes(percent, price, passes):
    refused = weight_refusals(weights(price=price, social_value=percent), weighting())
    if passes:
        assert refused == []
    else:
        assert refused == [
            (
                "social_value_weight",
                f"Social value must be 20% of the overall score ({CITED}). You entered {percent}%. Enter 20.",
            )
        ]


@pytest.mark.parametrize(("percent", "passes"), [("9.99", False), ("10", True), ("35", True)])
def test_a_minimum_may_be_passed(percent, passes):
    given = weights(price=str(60 - Decimal(percent)), quality="40", social_value=percent)
    assert (weight_refusals(given, weighting("10", form="minimum")) == []) is passes


@pytest.mark.parametrize(("social_value", "passes"), [("5.99", False), ("6", True), ("7", True)])
def test_a_share_of_the_quality_element_counts_all_that_is_not_price(social_value, passes):
    given = weights(price="40", quality=str(60 - Decimal(social_value)), social_value=social_value)
    assert (weight_refusals(given, weighting("10", "quality", "minimum")) == []) is passes


def test_a_share_a_little_below_the_minimum_is_not_rounded_up_to_it():
    """6 / (54.02 + 6) = 9.9966...%, which is below 10%."""
    given = weights(price="39.98", quality="54.02", social_value="6")
    assert given.social_value_of("quality") == Decimal("9.99")
    assert weight_refusals(given, weighting("10", "quality", "minimum")) != []


def test_all_price_leaves_no_quality_element():
    assert weights("100", "0", "0").social_value_of("quality") == 0


def test_every_mistake_is_said_at_once_each_at_its_field():
    refused = weight_refusals(weights("101", "40.001", "19"), weighting())
    assert [field for field, _ in refused] == [
        "price_weight",
        "quality_weight",
        "social_value_weight",
        "price_weight",
    ]


def test_a_requirement_of_another_kind_says_nothing_of_weights():
    assert weight_refusals(weights(), requirement(weighting().effect)) == []
    assert weight_refusals(weights(social_value="20"), None) == []


@pytest.mark.parametrize(
    ("required", "start"),
    [
        (weighting(), Decimal("20")),
        (weighting("10", form="minimum"), None),
        (weighting("10", "quality"), None),
        (None, None),
    ],
)
def test_the_form_starts_from_a_weight_only_where_there_is_no_choice(required, start):
    assert weight_to_start_from(required) == start


@pytest.mark.parametrize(
    ("marks", "weight", "said"),
    [
        ("40", "40", None),
        ("0", "0", None),
        ("0", "40", "There are no quality questions, and quality has 40% of the score."),
        (
            "39.5",
            "40",
            "The quality questions carry 39.5 marks. They must carry 40, the weight of quality: 0.5 still to share out.",
        ),
        (
            "41",
            "40",
            "The quality questions carry 41 marks. They must carry 40, the weight of quality: 1 too many.",
        ),
    ],
)
def test_marks_of_a_kind_total_its_weight(marks, weight, said):
    assert marks_refusal(Kind.QUALITY, Decimal(marks), Decimal(weight)) == said


@pytest.mark.parametrize(
    ("marks", "weight", "own", "said"),
    [
        ("10", "40", None, "30 of 40 marks are not shared out yet."),
        ("40", "40", "15", "15 of 40 marks are not shared out yet."),
        ("50", "40", None, "All 40 marks are shared out already."),
        ("10", None, None, "All questions of a kind together carry its weight."),
    ],
)
def test_a_question_is_told_how_many_marks_are_free(marks, weight, own, said):
    assert (
        marks_hint(Decimal(marks), Decimal(weight) if weight else None, Decimal(own) if own else None) == said
    )
