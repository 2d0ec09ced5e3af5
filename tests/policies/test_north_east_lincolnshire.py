"""North East Lincolnshire's file against its policy: both sides of every rule, and what the text holds beside rules."""

from decimal import Decimal

import pytest

from councils.policies.domain.counting import Unit
from councils.policies.domain.words import Reading
from tests.policies.builders import asked, facts, framework, text_of
from tests.policies.cases import Case, each, routes, said, that_fail, that_hold

NEL = "north-east-lincolnshire"
FILE = framework(NEL)
CONTRACTS = ("tender", "quotation", "call_off", "direct_award")
NO_CONTRACTS = ("grant", "in_house")
AT, OVER = {"value": "100000.00"}, {"value": "100000.01"}
BELOW = {"value": "99999.99"}
LINE = "£100,000.01 excluding VAT is over £100,000.00"
ONE, TWO, TIERS = "Delivery and Reporting 1", "Delivery and Reporting 2", "Governance"
TENDER = "the route to market is a tender"


def as_grants(told):
    """The same purchase as a grant, by each route by which a contract is bought."""
    return routes({**told, "contract_type": "grant"}, *CONTRACTS)


CASES = (
    Case(
        "required-over-the-line", (ONE,), "quoted",
        each(routes(OVER, "tender", "quotation"), LINE),
        (AT, *routes(OVER, "call_off", "direct_award", *NO_CONTRACTS)),
    ),
    Case(
        "required-for-call-offs", (ONE,), "interpreted",
        each(routes(OVER, "call_off"), "the route to market is a framework call-off"),
        (*routes(AT, "call_off"), OVER),
    ),
    Case(
        "required-for-direct-awards", (ONE,), "interpreted",
        each(routes(OVER, "direct_award"), "the route to market is a direct award"),
        (*routes(AT, "direct_award"), OVER),
    ),
    Case(
        "encouraged-below", (ONE,), "quoted",
        each(routes(BELOW, *CONTRACTS), "£99,999.99 excluding VAT is below £100,000.00"),
        (AT, *routes(BELOW, *NO_CONTRACTS)),
    ),
    Case(
        "encouraged-at-the-line", (ONE,), "interpreted",
        each(routes(AT, *CONTRACTS), "£100,000.00 excluding VAT is exactly £100,000.00"),
        (BELOW, OVER, *routes(AT, *NO_CONTRACTS)),
    ),
    Case(
        "encouraged-elsewhere", ("Community Benefit", "Our Priorities: Social Value", "The Wider Context 1"), "inferred",
        (*each(routes(OVER, "grant"), "the route to market is a grant"),
         *each(routes(OVER, "in_house"), "the route to market is an in-house service")),
        routes(OVER, *CONTRACTS),
    ),
    Case(
        "encouraged-for-what-is-a-grant", ("Community Benefit", "Our Priorities: Social Value"), "inferred",
        each(as_grants(OVER), "the contract type is a grant"),
        routes(OVER, *CONTRACTS, *NO_CONTRACTS),
    ),
    Case(
        "opt-out", (ONE,), "interpreted",
        each(routes(OVER, *CONTRACTS), LINE),
        (*routes(AT, *CONTRACTS), *routes(OVER, *NO_CONTRACTS)),
    ),
    Case(
        "considerations", ("The Public Services (Social Value) Act 2012", "Objectives 1"), "interpreted",
        each(({"contract_type": "works"},), "the contract type is works"),
        (*routes(OVER, *NO_CONTRACTS), {"contract_type": "grant"}),
    ),
    Case("local-people-early", ("Objectives 1",), "quoted", each(routes(BELOW, "tender"), TENDER), routes(OVER, *NO_CONTRACTS)),
    Case("agreed-with-the-market", ("Objectives 2",), "quoted", each(routes(BELOW, "tender"), TENDER), routes(OVER, *NO_CONTRACTS)),
    Case("relevant-and-proportionate", ("Objectives 2",), "quoted", each(routes(BELOW, "tender"), TENDER), routes(OVER, *NO_CONTRACTS)),
    Case(
        "weight", (TWO, ONE), "quoted",
        each(routes(OVER, "tender", "quotation"), LINE),
        (AT, *routes(OVER, "call_off", "direct_award", *NO_CONTRACTS)),
    ),
    Case(
        "weight-for-call-offs", (TWO, ONE), "interpreted",
        each(routes(OVER, "call_off"), LINE),
        (*routes(AT, "call_off"), *routes(OVER, "tender", "direct_award")),
    ),
    Case(
        "weight-of-the-quality-element", ("Objectives 3",), "interpreted",
        each(routes(OVER, "tender", "quotation", "call_off"), LINE),
        (AT, *routes(OVER, "direct_award", *NO_CONTRACTS)),
    ),
    Case(
        "metrics-in-the-tender", (ONE,), "interpreted",
        each(routes(OVER, "tender", "quotation", "call_off"), LINE),
        (AT, *routes(OVER, "direct_award", *NO_CONTRACTS)),
    ),
    Case(
        "six-declarations", ("Defining Social Value",), "interpreted",
        (*each(routes(BELOW, "tender"), TENDER), *each(routes(BELOW, "grant"), "the route to market is a grant")),
        routes(OVER, "in_house"),
    ),
    Case(
        "leadership-team-tier", (TIERS,), "quoted",
        (*each(routes(OVER, *CONTRACTS), "£100,000.01 excluding VAT is over £100,000.00 and not over £350,000.00"),
         *each(({"value": "350000.00"},), "£350,000.00 excluding VAT is over £100,000.00 and not over £350,000.00")),
        (AT, {"value": "350000.01"}, *routes(OVER, *NO_CONTRACTS)),
    ),
    Case(
        "cabinet-tier", (TIERS,), "quoted",
        each(routes({"value": "350000.01"}, *CONTRACTS), "£350,000.01 excluding VAT is over £350,000.00"),
        ({"value": "350000.00"}, *routes({"value": "350000.01"}, *NO_CONTRACTS)),
    ),
    Case(
        "who-manages-the-contract", ("Delivery and Reporting 3",), "quoted",
        each(routes(BELOW, "tender"), TENDER), routes(OVER, *NO_CONTRACTS),
    ),
    Case("who-oversees", ("Governance",), "quoted", each(({"route": "in_house"},), "it applies to every procurement")),
    Case(
        "published-with-the-award", ("Delivery and Reporting 4",), "quoted",
        each(routes(BELOW, "tender"), TENDER), routes(OVER, *NO_CONTRACTS),
    ),
    Case(
        "in-the-annual-report", ("Governance",), "interpreted",
        each(routes(OVER, *CONTRACTS), LINE),
        (*routes(AT, *CONTRACTS), *routes(OVER, *NO_CONTRACTS)),
    ),
)  # fmt: skip


def required(**told):
    return asked(facts(**told), NEL)


def test_every_rule_has_its_cases():
    """A rule without a purchase on either side fails here."""
    assert [case.rule for case in CASES] == [rule.key for rule in FILE.rules]
    assert {case.rule for case in CASES if not case.fails} == {"who-oversees"}
    assert all(case.holds for case in CASES)


@pytest.mark.parametrize(("case", "told", "trigger"), that_hold(CASES))
def test_a_rule_holds(case, told, trigger):
    found = said(NEL, told)[case.rule]
    assert tuple(clause.section for clause in found.clauses) == case.sections
    assert found.reading.value == case.reading
    assert trigger in found.triggered_by
    assert case.reading == "quoted" or found.why


@pytest.mark.parametrize(("rule", "told"), that_fail(CASES))
def test_a_rule_does_not_hold(rule, told):
    assert rule not in said(NEL, told)


@pytest.mark.parametrize(
    ("value", "level", "reading"),
    [
        ("99999.99", "encouraged", "quoted"),
        ("100000.00", "encouraged", "interpreted"),
        ("100000.01", "required", "quoted"),
    ],
)
@pytest.mark.parametrize("vat_rate", ["0.20", "0.05", "0", None])
def test_the_line_does_not_count_vat(value, level, reading, vat_rate):
    found = required(value=value, vat_rate=vat_rate)["obligation"]
    assert (found.effect.level.value, found.reading.value) == (level, reading)
    assert found.choices == (
        "The policy does not say whether its amounts count VAT. They are read as excluding VAT.",
    )


@pytest.mark.parametrize(
    ("route", "winner"), [("tender", "weight"), ("quotation", "weight"), ("call_off", "weight-for-call-offs")]
)
def test_the_clause_that_is_set_aside_is_told_and_not_cited(route, winner):
    found = required(value="100000.01", route=route)["weighting"]
    assert [clause.section for clause in found.clauses] == [TWO, ONE]
    assert found.conflict.settled_by == winner


@pytest.mark.parametrize(
    ("value", "body"),
    [
        ("100000.00", None),
        ("100000.01", "Leadership Team"),
        ("350000.00", "Leadership Team"),
        ("350000.01", "Cabinet"),
        ("9000000", "Cabinet"),
    ],
)
def test_the_tiers(value, body):
    found = required(value=value).get("responsible:implementation")
    assert (found and found.sentence) == (
        body and f"Responsible for putting social value into the procurement and delivering it: {body}."
    )


@pytest.mark.parametrize(
    ("day", "short", "at"),
    [
        ("2023-12-31", "177897.49", "177897.50"),
        ("2024-01-01", "179086.66", "179086.67"),
        ("2025-12-31", "179086.66", "179086.67"),
        ("2026-01-01", "173099.99", "173100.00"),
    ],
)
def test_the_considerations_become_a_duty_at_the_threshold_of_the_day(day, short, at):
    before, after = (required(value=value, commenced_on=day)["considerations"] for value in (short, at))
    assert (before.effect.is_duty, after.effect.is_duty) == (False, True)
    assert "The Public Services (Social Value) Act 2012" in before.citation
    assert after.citation == "2012 Act, s.1"


def test_both_weightings_are_held_and_the_stricter_governs():
    found = required(value="120000.00")["weighting"]
    assert found.sentence == "Social value counts for at least 10% of the overall score."
    assert (found.reading, found.force.value) == (Reading.QUOTED, "must")
    assert (
        found.citation
        == "Social Value Policy, Delivery and Reporting 2; Social Value Policy, Delivery and Reporting 1"
    )
    assert found.conflict.is_settled and found.conflict.settled_by == "weight"
    assert (
        found.conflict.words
        == "Set aside: Social value counts for at least 10% of the quality element of the score."
    )
    assert "Delivery and Reporting 2 governs" in found.conflict.because
    [aside] = [one for one in found.said_by if one.set_aside_by]
    assert (aside.rule, aside.set_aside_by) == ("weight-of-the-quality-element", "weight")
    assert aside.clauses[0].section == "Objectives 3"


def test_the_conflict_is_shown_when_the_file_is_loaded():
    """Each rule that weighs the whole differs from the one that weighs the quality element; both pairs are settled."""
    found = FILE.conflicts()
    assert [(conflict.rules, conflict.settled_by) for conflict in found] == [
        (("weight", "weight-of-the-quality-element"), "weight"),
        (("weight-for-call-offs", "weight-of-the-quality-element"), "weight-for-call-offs"),
    ]
    assert all("the other against the quality element" in conflict.words for conflict in found)


@pytest.mark.parametrize(("percent", "kept"), [("9.99", False), ("10", True), ("10.01", True), ("35", True)])
def test_ten_per_cent_is_a_minimum(percent, kept):
    """And ten of the whole is never less than ten of the quality element, so it keeps to both clauses."""
    found = required(value="120000.00")["weighting"]
    assert found.effect.allows(Decimal(percent)) is kept
    if not kept:
        assert found.effect.refusal(Decimal(percent), found.citation, exceptions=False).startswith(
            "Social value must be at least 10% of the overall score"
        )


@pytest.mark.parametrize("value", ["99999.99", "100000.00", "100000.01", "350000.01"])
@pytest.mark.parametrize("route", [*CONTRACTS, "grant"])
def test_a_grant_is_encouraged_whatever_way_it_is_given(value, route):
    """The rules speak of procurements and contracts: a grant is neither, also where people compete for it as for a tender."""
    found = required(value=value, contract_type="grant", route=route)
    assert (found["obligation"].effect.level.value, found["obligation"].reading) == (
        "encouraged",
        Reading.INFERRED,
    )
    assert found.keys() == {"obligation", "declarations", "responsible:policy"}


def test_leaving_social_value_out_needs_evidence_and_the_policy_names_no_approver():
    found = required()["exception:obligation,weighting"]
    assert found.effect.approver is None
    assert "as the policy names nobody" in found.sentence
    assert "everything social value could bring was explored" in found.sentence


def test_six_declarations():
    found = required()["declarations"]
    assert len(FILE.declarations) == len(found.effect.declarations) == 6
    for one in FILE.declarations:
        assert one.name in found.sentence


def test_commitments_are_published_with_the_award():
    assert required()["publication:commitments"].sentence == (
        "Social value commitments are published with the award of the contract, subject to commercial sensitivity."
    )


def test_whoever_manages_the_contract_answers_for_delivery():
    assert required()["responsible:delivery"].sentence == (
        "Responsible for seeing that the commitments are delivered after award: the officer who manages the contract."
    )


def test_five_outcomes_and_the_aims_of_both_priorities():
    assert [outcome.name for outcome in FILE.outcomes] == [
        "Enjoy and benefit from a strong economy",
        "Feel safe and are safe",
        "Enjoy good health and well being",
        "Benefit from sustainable communities",
        "Fulfil their potential through skills and learning",
    ]
    assert [priority.name for priority in FILE.priorities] == ["Stronger economy", "Stronger communities"]
    aims = [one.text.split(":")[0] for one in FILE.principles]
    assert [a for a in aims if a.startswith("Stronger community")] == [
        f"Stronger community {n}" for n in range(1, 12)
    ]
    assert [a for a in aims if a.startswith("Stronger economy")] == [
        f"Stronger economy {n}" for n in range(1, 8)
    ]


def test_measures_are_derived_and_say_so():
    """The policy prints none. Outcomes for which its words give nothing to count have none."""
    assert FILE.measures
    for measure in FILE.measures:
        assert measure.reading is Reading.INFERRED
        assert (
            measure.notes[0]
            == "Derived. The policy prints no measure, and this one is not the council's own."
        )
        assert measure.toms_reference is None and measure.valued_by is None
        assert measure.unit not in (Unit.PERCENT, Unit.NARRATIVE)
    assert FILE.measures_of("safe") == ()


def test_a_quarter_of_spend_with_small_and_voluntary_organisations():
    [target] = FILE.spend_targets
    assert (target.at_least, target.rising) == (Decimal(25), True)
    assert target.reading is Reading.QUOTED


def test_it_is_reviewed_every_april_and_prints_a_date_that_has_passed():
    [review] = FILE.policy.reviews
    assert (review.every.value, review.month, review.printed) == ("year", 4, "Review date April 2020")
    assert review.next is None


def test_it_began_in_a_month_without_a_day():
    assert FILE.policy.begins is None
    assert "November 2018" in FILE.policy.begins_why and "no day" in FILE.policy.begins_why


def test_the_yearly_report_and_the_groups():
    [report] = FILE.reports
    assert (report.every.value, report.audience) == ("year", "the Portfolio Holder Resources")
    assert [group.title for group in FILE.meetings] == ["Social Value Advisory Group", "Social value panel"]
    assert {body.name for body in FILE.council.bodies} >= {"Leadership Team", "Cabinet"}


def test_what_is_missing_is_said():
    assert {document.key for document in FILE.documents if not document.held} == {
        "toolkit",
        "strategies",
        "inclusive-growth",
        "civil-society-strategy",
    }
    [policy] = [document for document in FILE.documents if document.held]
    assert "Aims" in policy.missing and "refresh" in policy.missing


def test_every_clause_is_used():
    used = {key for rule in FILE.rules for key in rule.clauses}
    used |= {key for things in (FILE.outcomes, FILE.measures, FILE.principles, FILE.reports, FILE.meetings,
                                FILE.spend_targets, FILE.policy.reviews)
             for thing in things for key in thing.clauses}  # fmt: skip
    assert {clause.key for clause in FILE.clauses} == used


def test_no_officer_is_named():
    """Names and addresses of the text stay out of the file; job titles are enough."""
    text = text_of(NEL)
    for never in ("Jamie", "Dunn", "Helen", "Isaacs", "@", "01472"):
        assert never not in text
