"""Rutland's file against its framework: every rule on either side of the UK thresholds, and a day that does not exist."""

from datetime import date

import pytest

from councils.policies.domain.file import read_framework
from councils.policies.domain.words import Every, Reading
from councils.policies.domain.yaml_text import FrameworkErrors
from tests.policies.builders import asked, facts, framework, text_of
from tests.policies.grids import BUYING, CONTRACTS, LINES, SCORED, Case, check, either_side, grid

FILE = framework("rutland")
OVER = "is over the UK threshold for"
BOUGHT = {"types": CONTRACTS, "routes": BUYING}
REQUIRED = {**BOUGHT, "side": "over"}

CASES = {
    "required-over-the-threshold": Case("1.3", "inferred", OVER, **REQUIRED),
    "open-up-to-the-threshold": Case(
        "1.3", "inferred", "is not over the UK threshold for", **BOUGHT, side="not_over"
    ),
    "open-for-grants-and-in-house": Case(
        "1.3", "inferred", "the route to market is", routes="grant in_house"
    ),
    "open-for-what-is-a-grant": Case("1.3", "inferred", "the contract type is a grant", types="grant"),
    "relevant-and-proportionate": Case("3.4", "interpreted", "the contract type is", **BOUGHT),
    "ask-who-knows": Case("6.1; 6.2", "interpreted", OVER, **REQUIRED),
    "an-offer-with-the-tender": Case("5.1(b)", "interpreted", OVER, CONTRACTS, SCORED, "over"),
    "creative-offers-are-welcome": Case("6.3; 7.2", "interpreted", "the contract type is", **BOUGHT),
    "managed-beside-the-specification": Case("6.2; 7.3", "interpreted", OVER, **REQUIRED),
    "budget-holder-delivers": Case("6.2", "quoted", OVER, **REQUIRED),
    "toms-for-reports": Case("7.2", "interpreted", OVER, **REQUIRED),
    "engine-for-monitoring": Case("7.3", "interpreted", OVER, **REQUIRED),
    "good-practice-is-shared": Case("8.1; 5.1(e)", "quoted", OVER, **REQUIRED),
    "who-leads": Case("6.1", "quoted", "it applies to every procurement"),
}
# The day before and the day of every change of the thresholds, and the day on which the framework was produced.
DAYS = ("2022-01-01", "2023-12-31", "2024-01-01", "2024-04-26", "2025-12-31", "2026-01-01", "2027-12-31")


def test_every_rule_has_a_case():
    assert [rule.key for rule in FILE.rules] == list(CASES)


@pytest.mark.parametrize("day", DAYS)
def test_each_rule_holds_where_its_case_says_and_nowhere_else(day):
    for of in grid([day]):
        check(CASES, of, asked(of, "rutland"), "rutland")


@pytest.mark.parametrize("vat_rate", ["0.20", "0.05", "0"])
@pytest.mark.parametrize("begins", LINES, ids=str)
@pytest.mark.parametrize(("contract_type", "place"), [("goods", 0), ("services", 0), ("works", 1), ("concession", 1), ("light_touch", 2)])  # fmt: skip
def test_over_is_strictly_over_by_type_date_and_rate(begins, contract_type, place, vat_rate):
    line = LINES[begins][place]
    levels = []
    for value in either_side(line, vat_rate):
        of = facts(value, contract_type, vat_rate=vat_rate, commenced_on=begins.isoformat())
        answer = asked(of, "rutland")["obligation"]
        levels.append(answer.effect.level.value)
        assert (answer.effect.level.value == "required") == (of.value_inc_vat > line)
        assert f"£{line:,}.00 including VAT" in answer.triggered_by
    assert levels[0] == "open" and levels[-1] == "required"


@pytest.mark.parametrize(
    ("value", "day", "level", "duty"),
    [
        ("173099.99", "2026-01-01", "open", False),
        ("173100.00", "2026-01-01", "open", True),
        ("173100.01", "2026-01-01", "required", True),
        ("173500.00", "2025-12-31", "open", False),
        ("173500.00", "2026-01-01", "required", True),
        ("178000.00", "2023-12-31", "required", True),
        ("178000.00", "2024-01-01", "open", False),
    ],
)
def test_the_policy_says_over_and_the_law_says_at(value, day, level, duty):
    """£173,100.00 at 20% is £207,720.00: at the line of 2026 the law binds and the policy leaves it open.

    £178,000.00 is £213,600.00: over the line of 2022 (£213,477) and under that of 2024 (£214,904).
    """
    answer = asked(facts(value, commenced_on=day), "rutland")
    assert answer["obligation"].effect.level.value == level
    assert answer["obligation"].reading is Reading.INFERRED
    assert answer["considerations"].effect.is_duty is duty


def test_no_weight_is_fixed_and_no_scale():
    answer = asked(facts("250000.00"), "rutland")
    assert "weighting" not in answer and "scoring" not in answer
    assert answer["inclusion_means"].sentence == "Social value is brought in as award criteria."


def test_two_methods_stand_side_by_side():
    answer = asked(facts("250000.00"), "rutland")
    assert "TOMs" in answer["valuation_method:reporting"].sentence
    assert (
        answer["valuation_method:monitoring"].sentence
        == "Social value is monitored by this method: Social Value Engine."
    )


def test_the_printed_day_is_kept_beside_the_day_that_somebody_chose():
    review = FILE.policy.reviews[0]
    assert (review.printed, review.next) == ("31st April 2026", date(2026, 4, 30))
    assert review.reading is Reading.INTERPRETED and "does not exist" in review.why


@pytest.mark.parametrize("printed", ["2026-04-31", "31st April 2026", "31 April 2026"])
def test_a_file_that_gives_it_as_a_day_is_refused_by_name(printed):
    text = text_of("rutland").replace("next: 2026-04-30", f"next: {printed}")
    with pytest.raises(FrameworkErrors) as caught:
        read_framework(text, "rutland.yaml")
    (error,) = caught.value.errors
    line = text[: text.index(f"next: {printed}")].count("\n") + 1
    assert str(error) == (
        f"rutland.yaml, line {line}, policy.reviews[0].next: “{printed}” is not a day that exists; write it as 2026-04-30."
    )


def test_it_began_when_it_was_produced_and_that_was_chosen():
    assert FILE.policy.begins == date(2024, 4, 26)
    assert "no day from which it applies" in FILE.policy.begins_why
    assert FILE.policy.version == "version 5"


def test_four_priorities_with_an_outcome_each():
    assert [priority.name for priority in FILE.priorities] == [
        "Tackling the Climate Emergency",
        "A diverse and sustainable local economy",
        "Support the most vulnerable",
        "Provide good public services",
    ]
    assert [outcome.priority for outcome in FILE.outcomes] == [priority.key for priority in FILE.priorities]
    assert all(outcome.reading is Reading.INTERPRETED for outcome in FILE.outcomes)


def test_measures_are_of_the_toms_by_reference_and_inferred():
    assert {measure.outcome for measure in FILE.measures} == {outcome.key for outcome in FILE.outcomes}
    for measure in FILE.measures:
        assert measure.toms_reference
        assert measure.reading is Reading.INFERRED
        assert measure.why.startswith("The framework prints no measures")
    assert {m.key: m.valued_by for m in FILE.measures if m.valued_by} == {
        "emissions": "carbon",
        "long-term-unemployed": "gmca-out-of-work",
        "independent-living": "face-value",
    }


def test_the_progress_group_meets_each_quarter_and_applies_what_was_learnt():
    (group,) = FILE.meetings
    assert (group.title, group.every) == ("Social Value Progress Group", Every.QUARTER)
    assert "lessons" in group.about and "future commissioning" in group.about


def test_roles():
    answer = asked(facts("250000.00"), "rutland")
    assert answer["responsible:policy"].sentence == "Responsible for the policy: the Commissioning Team."
    assert answer["responsible:delivery"].sentence == (
        "Responsible for seeing that the commitments are delivered after award: the budget holder."
    )
    assert "beside the specification's own" in answer["monitoring"].sentence


def test_what_the_rest_of_the_text_asks_for():
    texts = {one.key: one.text for one in FILE.principles}
    assert (
        "need" in texts["equity"]
        and "large print" in texts["large-print"]
        and "benchmarks" in texts["benchmarks"]
    )
    answer = asked(facts("250000.00"), "rutland")
    assert answer["publication:good-practice"].sentence.endswith("subject to the suppliers' permission.")
    assert answer["publication:good-practice"].stage.value == "returns"


def test_what_is_missing_is_said():
    missing = {document.key for document in FILE.documents if document.missing}
    assert missing == {"appendix-a", "appendix-2", "appendix-3", "appendix-4", "toms", "engine"}


def test_every_clause_is_used():
    used = {key for rule in FILE.rules for key in rule.clauses}
    used |= {key for things in (FILE.outcomes, FILE.measures, FILE.principles, FILE.meetings)
             for thing in things for key in thing.clauses}  # fmt: skip
    used |= {key for review in FILE.policy.reviews for key in review.clauses}
    assert {clause.key for clause in FILE.clauses} == used


def test_no_officer_and_no_number_is_named():
    text = text_of("rutland")
    for never in ("@", "01572", "LE15 6HP"):
        assert never not in text


def test_nothing_is_in_conflict():
    assert FILE.conflicts() == ()
