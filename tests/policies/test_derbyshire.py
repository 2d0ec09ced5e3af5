"""Derbyshire's file against its strategy: every rule on either side of where it holds, and what the text leaves open."""

import pytest

from councils.policies.domain.words import Every, Reading
from tests.policies.builders import asked, facts, framework, text_of
from tests.policies.grids import BUYING, CONTRACTS, SCORED, Case, check, grid

FILE = framework("derbyshire")
SERVICES = "services light_touch"
BOUGHT = {"types": CONTRACTS, "routes": BUYING}
COMPETED = {"types": CONTRACTS, "routes": SCORED}

CASES = {
    "required-where-the-act-applies": Case("Social Value Framework", "interpreted", "at or above the UK threshold", SERVICES, BUYING, "at_or_above"),
    "required-for-services-below": Case("Social Value Framework; The Social Value Act", "interpreted", "is below the UK threshold", SERVICES, BUYING, "below"),
    "required-for-goods-works-and-concessions": Case("Social Value Framework; The Social Value Act", "interpreted", "the contract type is", "goods works concession", BUYING),
    "open-for-grants-and-in-house": Case("The Social Value Act", "inferred", "the route to market is", routes="grant in_house"),
    "open-for-what-is-a-grant": Case("The Social Value Act", "inferred", "the contract type is a grant", types="grant"),
    "one-outcome-at-least": Case("Social Value Framework", "quoted", "the route to market is", **BOUGHT),
    "relevant-and-proportionate": Case("Social Value Framework; The Social Value Act; Measuring social value", "quoted", "the contract type is", **BOUGHT),
    "ask-the-market": Case("Key actions; Benefits of a social value approach", "interpreted", "the route to market is", CONTRACTS, "tender quotation"),
    "transparent-weight": Case("The Social Value Act", "interpreted", "the route to market is", **COMPETED),
    "scored-on-how-outcomes-are-delivered": Case("Social Value Framework", "interpreted", "the route to market is", **COMPETED),
    "can-be-measured": Case("The Social Value Act", "interpreted", "the contract type is", **BOUGHT),
    "other-measures-are-welcome": Case("Social Value Framework", "quoted", "the contract type is", **BOUGHT),
    "answers-in-the-contract": Case("Social Value Framework", "quoted", "the route to market is", **COMPETED),
    "requirements-in-a-direct-contract": Case("The Social Value Act", "interpreted", "the route to market is a direct award", CONTRACTS, "direct_award"),
    "monitored-routinely": Case("Good Contract Management; Social Value Framework", "quoted", "the contract type is", **BOUGHT),
    "robust-enforcement-and-incentives": Case("Our social value principles; Good Contract Management", "quoted", "the contract type is", **BOUGHT),
    "good-suppliers-are-promoted": Case("Our social value principles; Key actions", "interpreted", "the contract type is", **BOUGHT),
    "case-studies": Case("Measuring social value; Key actions", "quoted", "the contract type is", **BOUGHT),
    "reports-say-what-was-considered": Case("Key actions", "interpreted", "the contract type is", **BOUGHT),
    "who-leads": Case("Implementing the strategy", "quoted", "it applies to every procurement"),
}  # fmt: skip
# The last day and the first of each change of the threshold; the text itself prints no day.
DAYS = ("2022-01-01", "2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01", "2027-12-31")


def test_every_rule_has_a_case():
    assert [rule.key for rule in FILE.rules] == list(CASES)


@pytest.mark.parametrize("day", DAYS)
def test_each_rule_holds_where_its_case_says_and_nowhere_else(day):
    for of in grid([day]):
        check(CASES, of, asked(of, "derbyshire"), "derbyshire")


@pytest.mark.parametrize("value", ["0", "0.01", "500.00", "6000000.00"])
@pytest.mark.parametrize("contract_type", CONTRACTS.split())
def test_there_is_no_floor(value, contract_type):
    answer = asked(facts(value, contract_type), "derbyshire")
    assert answer["obligation"].effect.level.value == "required"
    assert answer["obligation"].reading is Reading.INTERPRETED
    assert answer["outcomes"].effect.at_least == 1
    assert "weighting" not in answer


@pytest.mark.parametrize(
    ("vat_rate", "short", "at"),
    [
        ("0.20", "173099.99", "173100.00"),
        ("0.05", "197828.57", "197828.58"),
        ("0", "207719.99", "207720.00"),
        (None, "207719.99", "207720.00"),
    ],
)
def test_at_the_acts_own_line_only_the_clause_changes(vat_rate, short, at):
    """£207,720 in 2026 counts VAT: £173,100.00 at 20%, £197,828.571… at 5%, £207,720.00 without."""
    below, above = (asked(facts(value, vat_rate=vat_rate), "derbyshire") for value in (short, at))
    assert below["obligation"].effect == above["obligation"].effect
    assert below["obligation"].citation == (
        "Social Value Strategy, Social Value Framework; Social Value Strategy, The Social Value Act"
    )
    assert above["obligation"].citation == "Social Value Strategy, Social Value Framework"
    assert not below["considerations"].effect.is_duty
    assert above["considerations"].effect.is_duty


def test_how_the_two_clauses_were_read_is_told():
    why = asked(facts("500.00", "goods"), "derbyshire")["obligation"].why
    assert "Two clauses pull apart" in why and "will consider" in why and "at least one outcome" in why


def test_it_began_on_a_day_that_nobody_printed():
    assert FILE.policy.begins is None
    assert "prints no day on which it began" in FILE.policy.begins_why


def test_cabinet_hears_of_the_action_plan_every_six_months_and_of_no_figure():
    (report,) = FILE.reports
    assert (report.every, report.audience, report.reading) == (Every.HALF_YEAR, "Cabinet", Reading.QUOTED)
    assert "action plan" in report.about and "not a report of social value" in report.about
    assert not any(rule.then.effect == "report" for rule in FILE.rules)


def test_the_strategy_is_reviewed_every_year():
    strategy, action_plan = FILE.policy.reviews
    assert (strategy.every, strategy.reading) == (Every.YEAR, Reading.QUOTED)
    assert (action_plan.every, action_plan.reading) == (None, Reading.INTERPRETED)


def test_nine_principles_and_prompt_payment_is_among_them():
    assert [one.text.partition(":")[0] for one in FILE.principles] == list("123456789")
    assert all(one.reading is Reading.QUOTED for one in FILE.principles)
    assert "promptly" in FILE.principles[7].text


def test_outcomes_say_from_which_principle_they_were_derived():
    places = {"local-economy": "second", "less-demand": "third", "local-communities": "fourth",
              "relationships": "fifth", "voluntary-sector": "sixth", "prompt-payment": "eighth"}  # fmt: skip
    assert {outcome.key for outcome in FILE.outcomes} == set(places)
    for outcome in FILE.outcomes:
        assert outcome.reading is Reading.INFERRED
        assert f"the {places[outcome.key]} of the nine principles" in outcome.why
        assert "principles" in outcome.clauses


def test_measures_are_inferred_and_say_that_none_is_printed():
    assert {measure.outcome for measure in FILE.measures} == {outcome.key for outcome in FILE.outcomes}
    for measure in FILE.measures:
        assert measure.reading is Reading.INFERRED
        assert measure.why.startswith("The strategy prints no measures")


def test_what_is_missing_is_said():
    missing = {document.key for document in FILE.documents if document.missing}
    assert missing == {"framework", "action-plan", "guidance", "council-plan"}


def test_four_strategy_priorities():
    assert len(FILE.priorities) == 4
    assert all(outcome.priority is None for outcome in FILE.outcomes)


def test_no_amount_counts_vat_and_that_was_chosen():
    assert (FILE.value_basis.vat.value, FILE.value_basis.reading) == ("exclusive", Reading.INTERPRETED)
    assert not any(rule.when.value for rule in FILE.rules)


def test_every_clause_is_used():
    used = {key for rule in FILE.rules for key in rule.clauses}
    used |= {key for things in (FILE.outcomes, FILE.measures, FILE.principles, FILE.reports, FILE.meetings)
             for thing in things for key in thing.clauses}  # fmt: skip
    used |= {key for review in FILE.policy.reviews for key in review.clauses}
    assert {clause.key for clause in FILE.clauses} - used == {"priorities"}


def test_no_officer_is_named():
    text = text_of("derbyshire")
    for never in ("Botham", "Stephenson", "Cllr", "Councillor", "@", "01629", "proc&"):
        assert never not in text


def test_nothing_is_in_conflict():
    assert FILE.conflicts() == ()


def test_sentences_of_rules_that_only_this_council_has():
    answer = asked(facts("120000.00"), "derbyshire")
    assert answer["publication:weight"].sentence == (
        "What is asked of social value, and its weight in the criteria, are published with the advert."
    )
    assert answer["publication:weight"].stage.value == "tender"
    assert answer["publication:case-studies"].stage.value == "report"
    assert answer["responsible:policy"].sentence == (
        "Responsible for the policy: the Corporate Management Team and the Cabinet Team."
    )
    assert "enforcement is robust" in answer["enforcement"].sentence
    assert "incentives" in answer["enforcement"].sentence
