"""Parts of a file that are refused because what they say does not fit together."""

from typing import Any

import pytest
from pydantic import ValidationError

from councils.policies.domain.framework import PolicyPart
from councils.policies.domain.measure import Measure
from councils.policies.domain.sources import Clause, Document, cited_clauses

POLICY: dict[str, Any] = {"title": "Policy", "version": "1", "owner": "the Leader"}
MEASURE: dict[str, Any] = {
    "key": "hours",
    "headline": "Hours",
    "outcome": "skills",
    "text": "Hours given.",
    "unit": "hour",
    "adds_up": "flow",
    "evidence": "A list.",
    "clauses": ["one"],
    "reading": "quoted",
}
LEVELS = [{"key": "two", "name": "Level 2"}]


def measure(**more) -> Measure:
    return Measure.model_validate(MEASURE | more, strict=False)


@pytest.mark.parametrize(
    "fits",
    [
        {},
        {"unit": "fte", "adds_up": "stock"},
        {"unit": "item", "counted": {"one": "visit", "many": "visits"}},
        {"unit": "percent", "adds_up": "latest"},
        {"unit": "percent", "adds_up": "average"},
        {"unit": "percent", "adds_up": "maximum"},
        {"unit": "fte", "adds_up": "average"},
        {"adds_up": "latest"},
        {"valued_by": "table"},
        {"unit": "yes_no"},
        {"unit": "narrative"},
        {"variants": LEVELS, "variant_of": "level"},
    ],
)
def test_a_measure_whose_parts_fit(fits):
    assert measure(**fits).key == "hours"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"adds_up": "stock"}, "add up as a stock"),
        ({"unit": "fte"}, "add up as a stock"),
        ({"unit": "percent"}, "a percentage is never added up"),
        ({"unit": "percent", "adds_up": "stock"}, "a percentage is never added up"),
        ({"unit": "yes_no", "adds_up": "latest"}, "yes or no is a flow"),
        ({"unit": "narrative", "adds_up": "maximum"}, "words are a flow"),
        ({"adds_up": "average", "valued_by": "table"}, "what is never added up has no value in pounds"),
        ({"unit": "fte_year"}, "is asked for in fte"),
        ({"unit": "item"}, "what one and several are called"),
        ({"counted": {"one": "visit", "many": "visits"}}, "what one and several are called"),
        ({"variants": LEVELS}, "go together"),
        ({"variant_of": "level"}, "go together"),
    ],
)
def test_a_measure_whose_parts_do_not_fit_is_refused(wrong, words):
    with pytest.raises(ValidationError, match=words):
        measure(**wrong)


def test_a_policy_that_begins_on_an_unknown_day_says_why():
    begun = POLICY | {"begins": "2026-04-01"}
    assert PolicyPart.model_validate(begun).begins_why is None
    assert PolicyPart.model_validate(POLICY | {"begins": "unknown", "begins_why": "No day."}).begins is None
    with pytest.raises(ValidationError, match="begins on an unknown day says why"):
        PolicyPart.model_validate(POLICY | {"begins": "unknown"})


def test_a_clause_is_cited_by_the_short_name_of_its_document_and_with_its_doubt():
    whole = Document(key="whole", title="Whole Policy", held=True, source="Read here")
    act = Document(key="act", title="An Act of 2012", short="2012 Act", held=True, source="Read here")
    sure = Clause(key="sure", document="whole", section="1", paraphrase="Says it.")
    doubtful = Clause(
        key="doubtful", document="act", section="2", paraphrase="Says more.", unconfirmed="Seen once."
    )
    cited = cited_clauses((sure, doubtful), (whole, act))
    assert [cited[key].words for key in ("sure", "doubtful")] == ["Whole Policy, 1", "2012 Act, 2"]
    assert [cited[key].unconfirmed for key in ("sure", "doubtful")] == ["", "Seen once."]
    assert cited["doubtful"].document == "An Act of 2012"


def test_a_document_that_is_not_held_says_what_is_missing():
    told = {"key": "act", "title": "An Act", "source": "Named in the policy"}
    assert Document(**told, held=False, missing="All of it.").missing
    with pytest.raises(ValidationError, match="says what is not here"):
        Document(**told, held=False)
