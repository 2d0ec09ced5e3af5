"""The scheme that publication freezes: it comes back exactly, and its checksum notices any change."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.policies.domain.counting import HowItAddsUp, Unit
from councils.policies.domain.effects.asking import QuantifiableCommitments
from councils.policies.domain.words import Force
from procurement.tenders.domain.scheme import Least, Scheme
from procurement.tenders.domain.weights import Kind
from socialvalue.periods import Period
from tests.tenders.samples import CITED, DEADLINE, commitments, draft, measure, question, requirement, weights

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_a_scheme_comes_back_exactly_from_json():
    scheme = draft().scheme()
    kept = json.loads(json.dumps(scheme.to_dict()))
    assert Scheme.from_dict(kept) == scheme
    assert Scheme.from_dict(kept).checksum == scheme.checksum


@given(TEXTS, TEXTS, st.decimals("0.01", "100", places=2))
def test_any_words_and_marks_come_back(text, guidance, marks):
    scheme = draft(questions=(question(text=text, guidance=guidance, marks=str(marks)),)).scheme()
    again = Scheme.from_dict(json.loads(json.dumps(scheme.to_dict())))
    assert again == scheme
    assert again.checksum == scheme.checksum


@pytest.mark.parametrize(
    "change",
    [
        {"weights": weights("41", "39", "20")},
        {"questions": (question(text="Another question?"),)},
        {"questions": (question(marks="39.99"),)},
        {"measures": (measure(definition="Days of placements."),)},
        {"measures": (measure(declarations=("Nobody is counted twice",)),)},
        {"measures": ()},
        {"takes_proposals": True},
        {"requirements": ()},
        {"requirements": (commitments(2),)},
        {"deadline": DEADLINE + timedelta(seconds=1)},
        {"term": Period(date(2027, 4, 1), date(2031, 3, 30))},
        {"year_starts": (2, 1)},
    ],
)
def test_the_checksum_notices_every_change(change):
    assert draft(**change).scheme().checksum != draft().scheme().checksum


def test_what_a_supplier_declares_with_its_figures_and_what_it_may_propose_come_back():
    told = draft(
        measures=(measure(declarations=("Nobody is counted twice",)),), takes_proposals=True
    ).scheme()
    again = Scheme.from_dict(json.loads(json.dumps(told.to_dict())))
    assert again == told and again.measures[0].declarations == ("Nobody is counted twice",)
    assert again.most_proposals == 3 and "up to three measures" in again.proposals_words


def test_a_tender_without_them_is_written_as_it_was_before_there_were_any():
    kept = draft().scheme().to_dict()
    assert "most_proposals" not in kept and "declarations" not in kept["measures"][0]
    assert Scheme.from_dict(kept).proposals_words == ""


def test_nothing_is_proposed_where_social_value_is_left_out():
    assert not draft(takes_proposals=True, measures=()).scheme().takes_proposals


def test_the_checksum_has_64_digits_and_does_not_depend_on_order():
    scheme = draft().scheme()
    shuffled = dict(reversed(scheme.to_dict().items()))
    assert len(scheme.checksum) == 64
    assert Scheme.from_dict(shuffled).checksum == scheme.checksum


def test_a_scheme_of_another_format_is_refused():
    for other in (1, 3):
        with pytest.raises(ValueError, match=f"format {other}"):
            Scheme.from_dict(draft().scheme().to_dict() | {"format": other})


def test_it_holds_what_the_policy_asks_of_every_bid():
    """The least number of commitments and the clause that asks; nothing where none asks, or only as an aim."""
    assert draft().scheme().least_commitments == Least(1, CITED)
    assert draft(requirements=(commitments(3),)).scheme().least_commitments == Least(3, CITED)
    aim = requirement(QuantifiableCommitments(at_least=2), Force.SHOULD)
    for none in ((), (aim,)):
        assert draft(requirements=none).scheme().least_commitments == Least()
    assert Least().words == ""
    assert Least(1, CITED).words == f"at least 1 commitment that can be counted ({CITED})"
    assert Least(2, CITED).words == f"at least 2 commitments that can be counted ({CITED})"


def test_a_draft_without_weights_deadline_or_dates_has_no_scheme():
    for gap in ("weights", "deadline", "term"):
        with pytest.raises(ValueError, match="weights, a deadline and the dates"):
            draft(**{gap: None}).scheme()


def test_quarters_follow_the_council_and_are_clipped_to_the_contract():
    term = Period(date(2027, 5, 15), date(2027, 11, 30))
    assert draft(term=term).scheme().quarters == (
        Period(date(2027, 5, 15), date(2027, 6, 30)),
        Period(date(2027, 7, 1), date(2027, 9, 30)),
        Period(date(2027, 10, 1), date(2027, 11, 30)),
    )


def test_questions_and_measures_are_found_by_their_uid():
    scheme = draft().scheme()
    assert scheme.question("quality-1").title == "Quality question 1"
    assert scheme.question("social_value-1").title == "Social value question 1"
    assert scheme.measure("measure-placements").variant("three").name == "Level 3"
    assert scheme.measure("measure-placements").variant("none") is None
    assert [q.kind for q in scheme.quality_questions] == [Kind.QUALITY]
    with pytest.raises(KeyError):
        scheme.question("another")


def test_social_value_is_scored_twice_from_0_to_5_and_quality_once():
    scheme = draft().scheme()
    assert [c.key for c in scheme.scoring.criteria] == ["appropriate", "achievable"]
    assert scheme.scoring.most == 10
    assert scheme.scoring_of("quality").most == 5
    assert scheme.scoring_of(Kind.SOCIAL_VALUE) is scheme.scoring


def test_bidders_read_worked_examples():
    scheme = draft().scheme()
    assert scheme.price_example == (
        "For example, if the lowest price is £60,000 and yours is £75,000: £60,000 ÷ £75,000 × 40 = 32 marks."
    )
    assert (
        scheme.quality_example
        == "For example, a score of 4 on a question with 40 marks: 4 ÷ 5 × 40 = 32 marks."
    )
    assert scheme.social_value_example == (
        "For example, 4 for appropriate and 3 for achievable on a question with 20 marks: 7 ÷ 10 × 20 = 14 marks."
    )
    assert draft(questions=()).scheme().quality_example == ""


def test_a_measure_says_how_it_is_counted():
    stock = measure(Unit.FTE, adds_up=HowItAddsUp.STOCK, counted_many="")
    assert len(stock.how_counted) == 3
    assert stock.unit_words == Unit.FTE.label
    assert len(measure().how_counted) == 1
    assert measure().unit_words == "placements"
    assert measure().is_counted and measure(Unit.YES_NO).is_counted
    assert not measure(Unit.NARRATIVE).is_counted and not measure(Unit.PERCENT).is_counted


def test_a_question_cannot_be_changed_in_place():
    scheme = draft().scheme()
    with pytest.raises(AttributeError):
        scheme.questions[0].marks = Decimal(1)
    assert replace(scheme, questions=()).checksum != scheme.checksum
