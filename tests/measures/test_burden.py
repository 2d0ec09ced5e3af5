"""What bidding and reporting cost in minutes: worked examples by the file's estimates, and the council's limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures.domain.burden import Held, MeasureAsked, QuestionAsked, burden, duration
from measures.domain.units import Unit
from tests.measures.test_proportion import FAIR

QUESTIONS = [
    QuestionAsked("Quality question 1", "quality"),
    QuestionAsked("Social value question 1", "social_value"),
]
MEASURES = [
    MeasureAsked("Local jobs", Unit.FTE),
    MeasureAsked("Training", Unit.ITEM, variants=3, evidence=False),
]


def test_a_small_tender():
    """To bid: 30 to start, 30 for the price, 60 and 45 for two questions, 25 for jobs, 15 + 2 x 5 for three levels of
    training: 215 minutes. To report: 10 to start, jobs 10 + 10 for evidence, training 5 + 2 x 5: 45 minutes; in eight
    returns 360."""
    found = burden(QUESTIONS, MEASURES, returns=8, fair=FAIR)
    assert (found.bid_minutes, found.bid_words) == (215, "3 hours 35 minutes")
    assert (found.return_minutes, found.return_words) == (45, "45 minutes")
    assert (found.all_returns_minutes, found.all_returns_words) == (360, "6 hours")


def test_the_biggest_come_first():
    names = [cost.name for cost in burden(QUESTIONS, MEASURES, returns=8, fair=FAIR).biggest]
    assert names[:2] == ["Quality question 1", "Social value question 1"]
    assert names[2:] == ["Reading the tender, declaring and submitting", "The price", "Local jobs"]


def test_without_measures_there_is_nothing_to_report():
    found = burden(QUESTIONS, [], returns=8, fair=FAIR)
    assert (found.return_minutes, found.returns, found.all_returns_minutes) == (0, 0, 0)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_durations(minutes, words):
    assert duration(minutes) == words


@pytest.mark.parametrize(
    ("minutes", "over", "words"),
    [
        (90, False, "30 minutes under the limit of 2 hours"),
        (120, False, "exactly the limit of 2 hours"),
        (121, True, "1 minute over the limit of 2 hours"),
    ],
)
def test_the_limit_from_both_sides(minutes, over, words):
    held = Held(minutes, 120)
    assert (held.is_over, held.words) == (over, words)


ASKED = some.lists(
    some.builds(QuestionAsked, some.just("Q"), some.sampled_from(["quality", "social_value"])), max_size=9
)
COUNTED = some.lists(
    some.builds(
        MeasureAsked,
        some.just("M"),
        some.sampled_from([unit for unit in Unit if unit is not Unit.FTE_YEAR]),
        some.integers(0, 6),
        some.booleans(),
    ),
    max_size=9,
)


@given(ASKED, COUNTED, ASKED, COUNTED, some.integers(0, 60))
def test_asking_more_never_costs_less(questions, measures, more_questions, more_measures, returns):
    few = burden(questions, measures, returns=returns, fair=FAIR)
    many = burden([*questions, *more_questions], [*measures, *more_measures], returns=returns, fair=FAIR)
    assert few.bid_minutes <= many.bid_minutes
    assert few.return_minutes <= many.return_minutes
    assert few.all_returns_minutes <= many.all_returns_minutes
