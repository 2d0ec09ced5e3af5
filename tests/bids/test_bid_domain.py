"""What a bid needs, until when, how scores are agreed, and which bid may win."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from procurement.bids.domain import awarding, completeness, moderation
from procurement.bids.domain.completeness import SoFar
from procurement.bids.domain.moderation import Given, State
from procurement.bids.domain.scoring import score
from procurement.tenders.domain.scheme import Least
from procurement.tenders.domain.scoring import QUALITY, SOCIAL_VALUE
from tests.bids.schemes import scheme, scored

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_an_empty_bid_is_told_everything_that_is_missing():
    asks = scheme(least=Least(1, "Social Value Policy, Framework"))
    missing = completeness.missing(SoFar(False, set(), 0), asks)
    assert [one.sentence for one in missing] == [
        "Enter your price.",
        "Answer quality question 1.",
        "Answer quality question 2.",
        "Answer social value question 1.",
        "Offer at least 1 commitment that can be counted (Social Value Policy, Framework).",
    ]


def test_a_whole_bid_misses_nothing():
    assert completeness.missing(SoFar(True, {"q1", "q2", "s1"}, 0), scheme()) == ()


@pytest.mark.parametrize(("offers", "enough"), [(0, False), (2, False), (3, True), (4, True)])
def test_the_scheme_says_how_many_commitments_are_enough(offers, enough):
    asks = scheme(least=Least(3, "A policy, a section"))
    missing = completeness.missing(SoFar(True, {"q1", "q2", "s1"}, offers), asks)
    sentence = "Offer at least 3 commitments that can be counted (A policy, a section)."
    assert [one.sentence for one in missing] == ([] if enough else [sentence])


def test_a_bid_counts_up_to_the_second_of_the_deadline():
    assert completeness.late_refusal(NOON, NOON - SECOND) is None
    assert completeness.late_refusal(NOON, NOON) is None
    assert completeness.late_refusal(NOON, NOON + SECOND).startswith("Bids closed on 3 December 2026")


def test_bids_are_opened_only_after_the_deadline():
    assert "sealed until the deadline" in completeness.early_refusal(NOON, NOON)
    assert completeness.early_refusal(NOON, NOON + SECOND) is None


@pytest.mark.parametrize("amount", ["0", "-1", "100000000000", "1.001", "NaN", "Infinity"])
def test_a_price_that_cannot_be_is_refused(amount):
    assert completeness.price_refusal(D(amount))


def test_a_price_may_be_a_penny():
    assert completeness.price_refusal(D("0.01")) is None


def given(name: str, mark: int, at: datetime = NOON) -> Given:
    return Given(name, {"mark": mark}, "Because.", at)


def test_averages_are_to_two_places():
    """(4 + 3 + 3) / 3 = 3.33; nothing where nobody scored."""
    assert moderation.averages([given("A", 4), given("B", 3), given("C", 3)], QUALITY) == {"mark": D("3.33")}
    eight = [given(f"E{n}", 3) for n in range(7)] + [given("E8", 4)]
    assert moderation.averages(eight, QUALITY) == {"mark": D("3.13")}  # 25 / 8 = 3.125, half-up
    assert moderation.averages([], QUALITY) == {}


def test_an_answer_waits_for_everybody_then_is_ready_then_agreed():
    assert moderation.state([given("A", 4)], ["B"], None) is State.WAITING
    assert moderation.state([given("A", 4)], [], None) is State.READY
    assert moderation.state([given("A", 4)], [], NOON) is State.AGREED


def test_a_score_changed_after_the_agreement_opens_the_answer_again():
    assert moderation.state([given("A", 5, NOON + SECOND)], [], NOON) is State.CHANGED


def test_scores_need_every_criterion_on_the_scale_and_a_reason():
    wrong = moderation.score_refusals({"appropriate": 6, "achievable": None}, "  ", SOCIAL_VALUE)
    assert [field for field, _ in wrong] == ["appropriate", "achievable", "reason"]
    assert moderation.score_refusals({"mark": 0}, "It says nothing.", QUALITY) == []
    assert moderation.score_refusals({"mark": 0, "other": 1}, "Because.", QUALITY)


RANKING = score([scored("A", "100"), scored("B", "120"), scored("C", "150")], scheme())
TIE = score([scored("A", "100"), scored("B", "100"), scored("C", "150")], scheme())


def test_only_the_first_may_win():
    assert awarding.award_refusals(RANKING, "a", "Highest score.", "CAB/1") == []
    assert awarding.award_refusals(RANKING, "b", "Nicer.", "CAB/1") == [
        ("bid", "By the published method only A can win. Choose that bid")
    ]


def test_of_a_tie_any_may_win_with_a_reason():
    assert awarding.award_refusals(TIE, "b", "More local jobs.", "CAB/1") == []
    assert awarding.award_refusals(TIE, "c", "Nicer.", "CAB/1")[0][1].startswith(
        "By the published method only A or B can win"
    )


def test_an_award_needs_its_reason_and_its_decision():
    wrong = awarding.award_refusals(RANKING, "a", " ", "")
    assert [field for field, _ in wrong] == ["decision_reference", "reason"]


def test_without_bids_there_is_nothing_to_award():
    assert awarding.award_refusals(score([], scheme()), "a", "x", "y") == [(None, awarding.NO_BIDS)]
