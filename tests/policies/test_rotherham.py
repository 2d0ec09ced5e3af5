"""Rotherham's file against its policy: the table at its end, the rules of its text, and what it leaves open."""

from decimal import Decimal

import pytest

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.domain.words import Reading
from tests.policies.builders import asked, facts, framework, text_of

FILE = framework("rotherham")

# The table at the end of the policy: headline, outcome, unit.
TABLE = [
    ("Good jobs", "Raising living standards for residents", "fte"),
    ("Skills", "Raising living standards for residents", "item"),
    ("Local jobs", "A strong local economy with employment and skills opportunities and a growing business base", "fte"),
    ("Local Spend", "A strong local economy with employment and skills opportunities and a growing business base", "gbp"),
    ("Apprenticeships", "A strong local economy with employment and skills opportunities and a growing business base", "item"),
    ("Young people work advice", "Young people have the opportunity to develop skills and find worthwhile employment", "hour"),
    ("Unpaid work placements", "Young people have the opportunity to develop skills and find worthwhile employment", "week"),
    ("Paid work placements", "Young people have the opportunity to develop skills and find worthwhile employment", "week"),
    ("Care Leavers", "Young people have the opportunity to develop skills and find worthwhile employment", "fte"),
    ("NEETs", "Young people have the opportunity to develop skills and find worthwhile employment", "fte"),
    ("Young Offenders", "Young people have the opportunity to develop skills and find worthwhile employment", "fte"),
    ("Long Term Unemployed", "Equality of opportunity for disadvantaged people and communities including disabled people", "fte"),
    ("Disabled adults", "Equality of opportunity for disadvantaged people and communities including disabled people", "fte"),
    ("Job skills for disabled people", "Equality of opportunity for disadvantaged people and communities including disabled people", "hour"),
    ("Monetary donation to the VCS", "Strengthened and sustainable community and voluntary organisations", "gbp"),
    ("Business advice", "Strengthened and sustainable community and voluntary organisations", "hour"),
    ("Waste", "Greater environmental sustainability including accessible green public spaces", "yes_no"),
    ("Emissions", "Greater environmental sustainability including accessible green public spaces", "tco2e"),
]  # fmt: skip
PRIORITIES = {
    "Extending opportunity, prosperity and planning for the future": 2,
    "Every child making the best start in life": 1,
    "Every adult secure, responsible and empowered": 1,
    "A strong community in a clean, safe environment": 2,
}
BARRIERS = {"care-leavers", "neets", "young-offenders", "long-term-unemployed", "disabled-adults"}


def test_the_table_of_measures_in_its_order():
    assert [(m.headline, FILE.outcome(m.outcome).name, m.unit.value) for m in FILE.measures] == TABLE


def test_four_priorities_and_six_outcomes():
    names = {priority.key: priority.name for priority in FILE.priorities}
    found = [names[outcome.priority] for outcome in FILE.outcomes]
    assert {name: found.count(name) for name in names.values()} == PRIORITIES


def test_each_value_is_for_the_measure_that_counts_what_it_prices():
    """A year out of work, or out of education, has a price for the group that it describes and for no other."""
    assert {m.key: m.valued_by for m in FILE.measures if m.valued_by} == {
        "donations": "face-value",
        "emissions": "carbon",
        "long-term-unemployed": "gmca-out-of-work",
        "neets": "gmca-neet",
    }


def test_people_in_post_are_a_stock_and_all_else_a_flow():
    for measure in FILE.measures:
        assert (measure.adds_up is HowItAddsUp.STOCK) == (measure.unit is Unit.FTE)
    shorter = {m.key for m in FILE.measures if m.term is Term.YEAR_OR_CONTRACT}
    assert shorter == {"good-jobs", "local-jobs"}


def test_good_jobs_are_a_part_of_local_jobs():
    assert {m.key: m.contained_in for m in FILE.measures if m.contained_in} == {"good-jobs": "local-jobs"}


def test_barrier_groups_are_sensitive_and_count_for_a_year():
    assert {m.key for m in FILE.measures if m.barrier_group} == BARRIERS
    assert {m.key for m in FILE.measures if m.sensitive} == BARRIERS
    assert {m.key for m in FILE.measures if m.second_year is SecondYear.FIRST_YEAR_ONLY} == BARRIERS


@pytest.mark.parametrize("key", ["skills", "apprenticeships"])
def test_training_has_levels(key):
    assert [variant.key for variant in FILE.measure(key).variants] == ["level-2", "level-3", "level-4"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("young-people-work-advice", "aged exactly 24"),
        ("job-skills-disabled-people", "aged exactly 24"),
        ("job-skills-disabled-people", "does not mention disability"),
        ("unpaid-work-placements", "exactly 6 weeks"),
        ("paid-work-placements", "exactly 6 weeks"),
        ("paid-work-placements", "prints no unit"),
        ("business-advice", "prints no unit"),
        ("emissions", "prints no unit"),
        ("waste", "prints no unit"),
        ("apprenticeships", "later years"),
        ("good-jobs", "never added together"),
    ],
)
def test_traps_of_the_table_are_told(key, words):
    assert words in " ".join(FILE.measure(key).notes)


def test_where_no_unit_is_printed_it_is_interpreted():
    for key in ("paid-work-placements", "business-advice", "waste", "emissions", "donations"):
        assert FILE.measure(key).reading is Reading.INTERPRETED


def test_the_two_names_of_an_outcome_are_told():
    outcome = FILE.outcome("voluntary-sector")
    assert "sector" in outcome.why and "organisations" in outcome.why


def test_it_began_on_a_day_that_nobody_printed():
    assert FILE.policy.begins is None
    assert "prints no day" in FILE.policy.begins_why


def test_no_officer_is_named():
    """Names of the text, and any address or number, stay out of the file; job titles are enough."""
    text = text_of("rotherham")
    for never in ("Chris Read", "Councillor", "@", "01709", "Sharon"):
        assert never not in text


def test_what_is_missing_is_said():
    missing = {document.key for document in FILE.documents if document.missing}
    assert missing == {"toolkit", "charter", "partners-charter", "council-plan"}


def test_every_clause_is_used():
    used = {key for rule in FILE.rules for key in rule.clauses}
    used |= {key for things in (FILE.outcomes, FILE.measures, FILE.principles, FILE.reports, FILE.spend_targets)
             for thing in things for key in thing.clauses}  # fmt: skip
    used |= {key for review in FILE.policy.reviews for key in review.clauses}
    assert {clause.key for clause in FILE.clauses} == used


def test_six_keep_it_local_principles():
    assert len([one for one in FILE.principles if one.text.startswith("Keep it local")]) == 6


def test_the_reports_that_the_policy_asks_for():
    found = {
        report.key: (report.every.value, report.audience, report.broken_down_by) for report in FILE.reports
    }
    assert found == {
        "quarterly-figure": ("quarter", "the council", ("service_area",)),
        "annual-report": ("year", "Cabinet", ("service_area", "outcome")),
    }


def test_the_committee_report_has_its_headings_in_order():
    report = FILE.council.committee_report
    assert [one.key for one in report.front] == [
        "meeting",
        "title",
        "report-of",
        "contact-officer",
        "wards",
        "exempt",
    ]
    sections = [section.key for section in report.sections]
    assert sections[:2] == ["summary", "recommendations"]
    assert sections[-2:] == ["appendices", "background-papers"]
    implications = [section.key for section in report.sections if section.kind == "implication"]
    assert implications == ["financial", "legal", "human-resources", "equality", "climate", "risk"]


def test_nothing_is_in_conflict():
    assert FILE.conflicts() == ()


def test_the_demonstrations_procurement():
    """Grounds maintenance: services by tender, £120,000 excluding VAT over four years, commenced in 2026."""
    found = asked(facts("120000.00", categories=("77314000",)))
    weighting = found["weighting"]
    assert weighting.sentence == "Social value counts for exactly 20% of the overall score."
    assert weighting.cited == "Social Value Policy, Social Value Framework (quoted)"
    assert (
        weighting.triggered_by
        == "£120,000.00 excluding VAT is over £100,000.00; the contract type is services; the route to market is a tender"
    )
    assert weighting.choices == (
        "The policy does not say whether its amounts count VAT. They are read as excluding VAT.",
    )
    assert weighting.effect.refusal(Decimal(19), weighting.citation) == (
        "Social value must be 20% of the overall score (Social Value Policy, Social Value Framework). "
        "You entered 19%. Enter 20, or ask for an exception."
    )
    assert [requirement.stage.value for requirement in found.values()] == sorted(
        (requirement.stage.value for requirement in found.values()),
        key=["opportunity", "tender", "bid", "contract", "returns", "report"].index,
    )


def test_the_considerations_are_voluntary_below_the_threshold_and_said_to_be_so():
    """£120,000 of services is £144,000 with VAT, under £207,720: nobody must, and the page says it."""
    found = asked(facts("120000.00"))["considerations"]
    assert found.effect.force == "voluntary"
    assert [question.key for question in found.effect.questions] == ["improve", "secure", "consult"]
    assert found.sentence == (
        "You may write down the three considerations of the 2012 Act: voluntary here, the law does not ask it."
    )
    assert found.citation == "Social Value Policy, What is social value?; 2012 Act, s.1"
    assert found.force.words == "guidance"
    assert found.triggered_by.startswith(
        "£144,000.00 including VAT is below the UK threshold for services, £207,720.00"
    )


def test_the_considerations_are_a_duty_at_the_threshold():
    found = asked(facts("173100.00"))["considerations"]
    assert found.effect.force == "duty"
    assert found.citation == "2012 Act, s.1"
    assert found.sentence == (
        "Write down the three considerations of the 2012 Act before the procurement starts: a statutory duty."
    )
    assert found.reading is Reading.QUOTED


def test_every_requirement_has_its_clause_its_reading_and_its_reason():
    for value in ("500", "100000", "120000", "250000.01", "6000000"):
        for requirement in asked(facts(value)).values():
            assert requirement.clauses
            assert requirement.citation
            assert requirement.why
            assert requirement.triggered_by
            assert requirement.policy.title


def test_a_departure_from_the_weight_is_an_exception():
    found = asked(facts())["exception:weighting"]
    assert found.effect.approver is None
    assert found.reading is Reading.INFERRED


def test_what_counts_alone_cannot_prove_is_declared():
    """The five groups of which a person counts in one, the advice in paid time, and apprentices who are new."""
    asked = {one.key: one.declarations for one in FILE.measures if one.declarations}
    assert {key for key, one in asked.items() if "another of the groups" in one[0]} == {
        one.key for one in FILE.measures if one.barrier_group
    }
    assert set(asked) - {one.key for one in FILE.measures if one.barrier_group} == {
        "business-advice",
        "apprenticeships",
    }
