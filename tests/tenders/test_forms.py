"""Forms of a tender: what they take, and what they say of the rest."""

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from procurement.tenders.forms import (
    DatesForm,
    DeadlineForm,
    EvaluatorForm,
    QuestionForm,
    TimeField,
    WeightsForm,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12:00", time(12)),
        ("9.30", time(9, 30)),
        ("2:30pm", time(14, 30)),
        ("2 PM", time(14)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("Midday", time(12)),
        (" noon ", time(12)),
    ],
)
def test_a_time_is_taken_as_people_type_it(typed, meant):
    assert TimeField().clean(typed) == meant


@pytest.mark.parametrize(
    "typed", ["12", "24:00", "9:60", "13pm", "0am", "soon", "12:00:00", "midnight", "9:5"]
)
def test_a_time_that_is_unclear_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="Enter a time like 12:00 or 2:30pm"):
        TimeField().clean(typed)


def deadline(day="3", month="12", year="2026", at="12:00") -> DeadlineForm:
    """The form as it comes in."""
    return DeadlineForm({"day_0": day, "day_1": month, "day_2": year, "at": at, "version": "1"})


def test_day_and_time_become_one_moment():
    form = deadline()
    assert form.is_valid()
    assert form.cleaned_data == {"deadline": datetime(2026, 12, 3, 12, tzinfo=UTC), "version": 1}


def test_a_time_that_the_clocks_skip_is_refused_at_the_time():
    form = deadline("28", "3", "2027", "1:30am")
    assert not form.is_valid()
    assert "the clocks go forward" in form.errors["at"][0]


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"day": "31", "month": "11"}, "day", "There is no 31 November 2026"),
        ({"day": ""}, "day", "Enter the day as well"),
        ({"at": ""}, "at", "Enter the time"),
        ({"day": "", "month": "", "year": ""}, "day", "Enter the"),
    ],
)
def test_a_deadline_says_what_is_missing(given, field, said):
    form = deadline(**given)
    assert not form.is_valid()
    assert said in form.errors[field][0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter the price"),
        ("forty", "Price must be a number"),
        ("-1", "Price must be 0% or more"),
        ("100.01", "Price must be 100% or less"),
        ("33.333", "no more than 2 decimal places"),
    ],
)
def test_a_weight_is_a_percentage(typed, said):
    form = WeightsForm(
        {"price_weight": typed, "quality_weight": "40", "social_value_weight": "20", "version": "1"}
    )
    assert not form.is_valid()
    assert said in form.errors["price_weight"][0]


def test_the_forms_say_what_the_policy_requires_of_social_value():
    assert "exactly 20%" in WeightsForm(asked="Social value counts for exactly 20%.").as_p()


@pytest.mark.parametrize(
    ("marks", "passes"), [("0", False), ("0.01", True), ("100", True), ("100.01", False), ("", False)]
)
def test_a_question_carries_marks(marks, passes):
    form = QuestionForm({"text": "How?", "marks": marks, "version": "1"})
    assert form.is_valid() is passes


def test_only_a_social_value_question_names_an_outcome():
    assert "outcome" not in QuestionForm().fields
    form = QuestionForm(
        {"text": "How?", "marks": "20", "outcome": "other", "version": "1"},
        outcomes=[("environment", "Green")],
    )
    assert not form.is_valid()
    assert form.errors["outcome"] == ["Choose from the list"]


def test_an_evaluator_is_one_of_those_offered():
    people = [(7, "Eve")]
    good = EvaluatorForm({"person": "7", "scores": "quality", "version": "1"}, people=people)
    assert good.is_valid()
    assert good.cleaned_data == {"person": 7, "scores": "quality", "version": 1}
    bad = EvaluatorForm({"person": "8", "scores": "all", "version": "1"}, people=people)
    assert not bad.is_valid()
    assert set(bad.errors) == {"person", "scores"}


def test_both_days_of_the_contract_are_asked_for():
    form = DatesForm({"version": "1"})
    assert not form.is_valid()
    assert set(form.errors) == {"starts_on", "ends_on"}
    assert Decimal(form["version"].value()) == 1
