"""Leicestershire's file against its statement: both sides of every rule, and what the text holds beside rules."""

import pytest

from councils.policies.domain.counting import Unit
from councils.policies.domain.words import Reading
from tests.policies.builders import asked, facts, framework, text_of
from tests.policies.cases import Case, each, routes, said, that_fail, that_hold

COUNTY = "leicestershire"
FILE = framework(COUNTY)
CONTRACTS = ("tender", "quotation", "call_off", "direct_award")
NO_CONTRACTS = ("grant", "in_house")
AT, BELOW = {"value": "50000.00"}, {"value": "49999.99"}
LINE = "£50,000.00 excluding VAT is at or above £50,000.00"
TENDER = "the route to market is a tender"
PRINTED, OVER_PRINTED = {"value": "177897.00"}, {"value": "177897.01"}
IN_2023, IN_2025 = {"commenced_on": "2023-03-01"}, {"commenced_on": "2025-12-31"}


def of_type(told: dict, *names: str) -> tuple[dict, ...]:
    return tuple({**told, "contract_type": name} for name in names)


CASES = (
    Case(
        "aim-from-the-line", ("3",), "quoted",
        (*each(routes(AT, *CONTRACTS), LINE), *each(of_type(AT, "goods", "works", "light_touch"), LINE)),
        (BELOW, *of_type(AT, "concession", "grant"), *routes(AT, *NO_CONTRACTS)),
    ),
    Case(
        "aim-for-concessions", ("3",), "interpreted",
        each(of_type(AT, "concession"), "the contract type is a concession"),
        (*of_type(BELOW, "concession"), AT, *of_type(AT, "grant"), {**AT, "contract_type": "concession", "route": "in_house"}),
    ),
    Case(
        "open-below", ("3",), "inferred",
        each(routes(BELOW, *CONTRACTS), "£49,999.99 excluding VAT is below £50,000.00"),
        (AT, *routes(BELOW, *NO_CONTRACTS)),
    ),
    Case(
        "encouraged-for-grants", ("3(a)",), "interpreted",
        each(({"contract_type": "grant"},), "the contract type is a grant"),
        of_type({}, "goods", "services", "works", "light_touch", "concession"),
    ),
    Case(
        "encouraged-by-grant", ("3(a)",), "interpreted",
        each(routes(BELOW, "grant"), "the route to market is a grant"),
        (*routes(AT, "in_house"), *routes(AT, *CONTRACTS)),
    ),
    Case(
        "encouraged-in-house", ("3(a)",), "interpreted",
        each(routes(BELOW, "in_house"), "the route to market is an in-house service"),
        (*routes(AT, "grant"), *routes(AT, *CONTRACTS)),
    ),
    Case(
        "printed-threshold", ("2", "2, footnote 2"), "interpreted",
        (*each(routes(OVER_PRINTED, "tender", "quotation", "direct_award"), "£177,897.01 excluding VAT is over £177,897.00"),
         *each(of_type(OVER_PRINTED, "light_touch"), "the contract type is light touch services")),
        (PRINTED, *routes(OVER_PRINTED, "call_off", *NO_CONTRACTS), *of_type(OVER_PRINTED, "goods", "works", "concession")),
    ),
    Case(
        "printed-threshold-not-reached", ("2", "2, footnote 2"), "interpreted",
        (*each((PRINTED,), "£177,897.00 excluding VAT is not over £177,897.00"),
         *each(({"value": "173100.00"},), "£207,720.00 including VAT is at or above the UK threshold for services, "
                                          "£207,720.00 including VAT (1 January 2026 to 31 December 2027)")),
        (OVER_PRINTED, {"value": "173099.99"}, {**PRINTED, **IN_2025}, {**PRINTED, **IN_2023}, {**PRINTED, "vat_rate": "0"},
         *routes(PRINTED, "call_off"), *of_type(PRINTED, "light_touch", "goods")),
    ),
    Case(
        "considerations", ("3",), "interpreted",
        each(of_type(AT, "goods", "services", "works", "light_touch", "concession"), LINE),
        (BELOW, *of_type(AT, "grant"), *routes(AT, *NO_CONTRACTS)),
    ),
    Case("ask-those-concerned", ("3(b)",), "quoted", each(routes(AT, *CONTRACTS), LINE), (BELOW, *routes(AT, *NO_CONTRACTS))),
    Case("health-impact", ("3(b)",), "inferred", each(routes(AT, *CONTRACTS), LINE), (BELOW, *routes(AT, *NO_CONTRACTS))),
    Case(
        "by-criteria-or-by-requirements", ("3(c)",), "quoted",
        each(routes(AT, "tender", "quotation", "call_off"), LINE),
        (BELOW, *routes(AT, "direct_award", *NO_CONTRACTS)),
    ),
    Case(
        "by-requirements-alone", ("3(c)",), "interpreted",
        each(routes(AT, "direct_award"), "the route to market is a direct award"),
        (*routes(BELOW, "direct_award"), *routes(AT, "tender", "quotation", "call_off")),
    ),
    Case("no-added-cost", ("3(c)", "2"), "quoted", each(routes(BELOW, "tender"), TENDER), routes(AT, *NO_CONTRACTS)),
    Case("seek-more", ("3(d)", "6(a)"), "interpreted", each(routes(AT, *CONTRACTS), LINE), (BELOW, *routes(AT, *NO_CONTRACTS))),
    Case("in-the-database", ("6(a)",), "quoted", each(routes(BELOW, "tender"), TENDER), routes(AT, *NO_CONTRACTS)),
    Case("case-studies", ("6(b)",), "interpreted", each(routes(BELOW, "tender"), TENDER), routes(AT, *NO_CONTRACTS)),
    Case("narrative-with-figures", ("6(c)",), "inferred", each(routes(BELOW, "tender"), TENDER), routes(AT, *NO_CONTRACTS)),
)  # fmt: skip


def required(**told):
    return asked(facts(**told), COUNTY)


def test_every_rule_has_its_cases():
    """A rule without a purchase on either side fails here."""
    assert [case.rule for case in CASES] == [rule.key for rule in FILE.rules]
    assert all(case.holds and case.fails for case in CASES)


@pytest.mark.parametrize(("case", "told", "trigger"), that_hold(CASES))
def test_a_rule_holds(case, told, trigger):
    found = said(COUNTY, told)[case.rule]
    assert tuple(clause.section for clause in found.clauses) == case.sections
    assert found.reading.value == case.reading
    assert trigger in found.triggered_by
    assert case.reading == "quoted" or found.why


@pytest.mark.parametrize(("rule", "told"), that_fail(CASES))
def test_a_rule_does_not_hold(rule, told):
    assert rule not in said(COUNTY, told)


@pytest.mark.parametrize(
    ("value", "level"), [("0", "open"), ("49999.99", "open"), ("50000.00", "aim"), ("9000000", "aim")]
)
@pytest.mark.parametrize("route", CONTRACTS)
@pytest.mark.parametrize("vat_rate", ["0.20", "0.05", "0", None])
def test_the_line_counts_itself_and_no_vat(value, level, route, vat_rate):
    found = required(value=value, route=route, vat_rate=vat_rate)["obligation"]
    assert found.effect.level.value == level


def test_an_aim_is_no_duty():
    found = required(value="60000.00")["obligation"]
    assert found.sentence.endswith("an aim, not a duty.")
    assert found.force.words == "expected"
    assert "weighting" not in required(value="9000000")


@pytest.mark.parametrize("value", ["100", "49999.99", "50000.00", "900000"])
@pytest.mark.parametrize(
    ("kind", "route"), [("grant", "grant"), ("services", "in_house"), ("goods", "grant"), ("grant", "tender")]
)
def test_grants_and_the_councils_own_services_are_encouraged_at_any_value(value, kind, route):
    found = required(value=value, contract_type=kind, route=route)["obligation"]
    assert found.effect.level.value == "encouraged"
    assert found.cited == "Social Value Policy Statement, 3(a) (interpreted)"


@pytest.mark.parametrize(
    ("value", "printed", "duty"),
    [
        ("177897.00", False, False),
        ("177897.01", True, False),
        ("177897.25", True, False),
        ("177897.49", True, False),
        ("177897.50", True, True),
    ],
)
def test_the_printed_figure_stands_beside_the_laws_own_line(value, printed, duty):
    """£177,897.50 x 1.20 = £213,477.00, the threshold of 2022 and 2023; the policy prints it rounded down."""
    found = required(value=value, commenced_on="2023-03-01")
    assert ("legal_duty:printed-threshold" in found) is printed
    assert found["considerations"].effect.is_duty is duty
    if printed:
        shown = found["legal_duty:printed-threshold"]
        assert shown.force.words == "guidance" and not shown.to_do
        assert "£177,897" in shown.sentence and "£177,897.50" in shown.why


@pytest.mark.parametrize(
    ("day", "value", "printed", "duty"),
    [
        ("2023-12-31", "177897.50", "over it", True),
        ("2024-01-01", "177897.50", "over it", False),
        ("2024-01-01", "179086.66", "over it", False),
        ("2024-01-01", "179086.67", "over it", True),
        ("2025-12-31", "175000.00", None, False),
        ("2026-01-01", "175000.00", "not over it", True),
        ("2026-01-01", "173100.00", "not over it", True),
        ("2026-01-01", "173099.99", None, False),
    ],
)
def test_the_law_governs_when_its_line_moves(day, value, printed, duty):
    found = required(value=value, commenced_on=day)
    shown = found.get("legal_duty:printed-threshold")
    assert (shown is not None) == (printed is not None)
    assert printed is None or f"this is {printed}" in shown.sentence
    assert found["considerations"].effect.is_duty is duty


def test_light_touch_services_have_a_line_of_their_own():
    found = required(value="250000.00", contract_type="light_touch")
    assert "legal_duty:printed-threshold" in found
    assert not found["considerations"].effect.is_duty


def test_how_social_value_is_included():
    assert required(value="50000.00")["inclusion_means"].sentence == (
        "Social value is brought in as award criteria and/or as performance requirements in the contract, "
        "aligned with a strategic outcome."
    )
    direct = required(value="50000.00", route="direct_award")["inclusion_means"]
    assert direct.effect.means == ("performance_requirements",)


def test_it_is_not_meant_to_cost_more():
    assert "additional cost" in required(value="500.00")["cost_limit"].sentence


def test_what_is_added_during_the_contract_is_kept_apart():
    found = required(value="50000.00")["monitoring"]
    assert found.sentence.endswith("It is kept apart from what was bid.")
    assert found.reading is Reading.INTERPRETED


def test_outputs_go_round_regularly_and_no_interval_is_made_up():
    [report] = FILE.reports
    assert report.every is None and report.how_often == "regularly"
    assert required()["report:outputs-database"].sentence == (
        "It counts in the database of social value outputs (regularly, to people inside and outside the council)."
    )


def test_five_strategic_outcomes_under_no_priority():
    assert [outcome.name for outcome in FILE.outcomes] == [
        "Clean and Green",
        "Great Communities",
        "Improved Opportunities",
        "Strong Economy, Transport and Infrastructure",
        "Safe and Well",
    ]
    assert FILE.priorities == () and {outcome.priority for outcome in FILE.outcomes} == {None}


def test_measures_are_derived_and_say_so():
    """The statement prints none. The outcome for which it gives no example has none."""
    assert FILE.measures
    for measure in FILE.measures:
        assert measure.reading is Reading.INFERRED
        assert (
            measure.notes[0]
            == "Derived. The policy prints no measure, and this one is not the council's own."
        )
        assert measure.toms_reference is None
        assert measure.unit not in (Unit.PERCENT, Unit.NARRATIVE)
    assert FILE.measures_of("safe-and-well") == ()
    assert {measure.key: measure.valued_by for measure in FILE.measures if measure.valued_by} == {
        "carbon": "carbon",
        "neets": "gmca-neet",
    }


def test_nothing_is_in_conflict():
    assert FILE.conflicts() == ()


def test_what_the_text_leaves_open_is_said():
    assert FILE.policy.begins is None and "no day" in FILE.policy.begins_why
    assert FILE.policy.owner == "Not named in the text"
    [review] = FILE.policy.reviews
    assert (review.every, review.printed) == (None, "on a regular basis")
    assert {document.key for document in FILE.documents if not document.held} == {
        "strategic-plan",
        "communities-strategy",
    }
    assert "not confirmed" in FILE.council.postcodes.source


def test_every_clause_is_used():
    used = {key for rule in FILE.rules for key in rule.clauses}
    used |= {key for things in (FILE.outcomes, FILE.measures, FILE.principles, FILE.reports, FILE.policy.reviews)
             for thing in things for key in thing.clauses}  # fmt: skip
    assert {clause.key for clause in FILE.clauses} == used


def test_no_officer_is_named():
    text = text_of(COUNTY)
    for never in ("@", "0116", "Cllr", "Councillor", "Mr ", "Mrs "):
        assert never not in text
