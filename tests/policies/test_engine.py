"""The engine by invented rules: strictest wins, all are cited, conflicts are told, exemptions only where a file says so."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal

import pytest

from councils.policies.domain.conditions import Band, Condition
from councils.policies.domain.deciding import conflicts_in, requirements_for
from councils.policies.domain.effects.asking import Measures, Obligation
from councils.policies.domain.effects.people import Exemption
from councils.policies.domain.effects.weight import Share, Weighting
from councils.policies.domain.requirements import Requirement, all_of_kind, of_kind
from councils.policies.domain.rules import ValueBasis
from councils.policies.domain.words import EffectKind, Force, Level, Reading, VatBasis
from tests.policies.builders import asked, decided, facts, national, over, rule, rule_set, weight


def test_the_strictest_wins_and_all_are_cited():
    found = decided(
        facts("400000"), rule("low", weight("10"), over("100000")), rule("high", weight("20"), over("300000"))
    )["weighting"]
    assert found.effect == weight("20")
    assert [(said.rule, said.governs) for said in found.said_by] == [("high", True), ("low", False)]
    assert found.conflict is None


def test_below_the_step_the_lower_rule_governs():
    found = decided(
        facts("300000"), rule("low", weight("10"), over("100000")), rule("high", weight("20"), over("300000"))
    )["weighting"]
    assert found.effect == weight("10")
    assert found.triggered_by == "£300,000.00 excluding VAT is over £100,000.00"


def test_rules_that_narrow_one_another_both_govern_and_the_least_sure_reading_tells():
    low = Weighting(form="band", at_least=Decimal(10), at_most=Decimal(20), basis="overall")
    found = decided(facts(), rule("a", low), rule("b", weight("15"), reading=Reading.INFERRED))["weighting"]
    assert (found.effect.lowest, found.effect.highest) == (15, 20)
    assert [said.governs for said in found.said_by] == [True, True]
    assert found.reading is Reading.INFERRED


def test_two_rules_that_say_the_same_are_as_sure_as_the_surer():
    found = decided(facts(), rule("a", weight("10"), reading=Reading.INFERRED), rule("b", weight("10")))[
        "weighting"
    ]
    assert found.reading is Reading.QUOTED
    assert [said.rule for said in found.said_by] == ["b", "a"]


def test_rules_that_cannot_both_hold_are_a_conflict():
    found = decided(facts(), rule("a", weight("10", form="fixed")), rule("b", weight("20")))["weighting"]
    assert found.effect == weight("20")
    assert set(found.conflict.rules) == {"a", "b"}
    assert not found.conflict.is_settled
    assert "cannot all hold" in found.conflict.words


def test_of_three_that_cannot_all_hold_the_strictest_is_shown_and_all_are_named():
    given = {"a": "10", "b": "20", "c": "15"}
    fixed = [rule(key, weight(percent, form="fixed")) for key, percent in given.items()]
    found = decided(facts(), *fixed)["weighting"]
    assert found.effect == weight("20", form="fixed")
    assert set(found.conflict.rules) == {"a", "b", "c"}


def test_a_file_may_settle_a_conflict():
    rules = (
        rule("a", weight("10", form="fixed"), beats=("b",), beats_because="it is the later clause"),
        rule("b", weight("20")),
    )
    found = decided(facts(), *rules)["weighting"]
    assert found.effect == weight("10", form="fixed")
    assert (found.conflict.settled_by, found.conflict.because) == ("a", "it is the later clause")
    assert [(said.rule, said.set_aside_by) for said in found.said_by] == [("a", ""), ("b", "a")]
    assert conflicts_in(rule_set(*rules))[0].is_settled
    (unsettled,) = conflicts_in(rule_set(rule("a", weight("10", form="fixed")), rules[1]))
    assert not unsettled.is_settled
    assert unsettled.words == (
        "“Social value counts for exactly 10% of the overall score.” and "
        "“Social value counts for at least 20% of the overall score.” cannot both hold."
    )


def test_a_rule_that_is_set_aside_sets_nothing_aside():
    found = decided(
        facts(),
        rule("a", weight("10", form="fixed"), beats=("b",), beats_because="first"),
        rule("b", weight("20", form="fixed"), beats=("c",), beats_because="second"),
        rule("c", Obligation(level=Level.REQUIRED)),
    )
    assert found["weighting"].effect.percent == 10
    assert found["obligation"].effect.level is Level.REQUIRED


def test_of_two_rules_that_set_one_aside_the_same_is_named_however_the_file_is_sorted():
    rules = (
        rule("c", Obligation(level=Level.OPEN)),
        rule("b", weight("20"), beats=("c",), beats_because="second"),
        rule("a", weight("10"), beats=("c",), beats_because="first"),
    )
    for ordered in (rules, rules[::-1]):
        assert "obligation" not in decided(facts(), *ordered)
    more = (*rules, rule("d", Obligation(level=Level.AIM)))
    for ordered in (more, more[::-1]):
        told = decided(facts(), *ordered)["obligation"]
        assert [(said.rule, said.set_aside_by) for said in told.said_by] == [("d", ""), ("c", "a")]
        assert told.conflict.because == "first"


CARE = Condition(categories=("85000000",))
EXEMPT = Exemption(exempt_from=(EffectKind.WEIGHTING,), case_by_case=True)


def test_an_exempt_category_is_judged_case_by_case():
    rules = (
        rule("general", weight("10")),
        rule("care", EXEMPT, CARE, beats=("general",), beats_because="care is outside"),
    )
    care = decided(facts(categories=("85311000",)), *rules)
    assert "weighting" not in care
    assert "case by case" in care["exemption:weighting"].sentence
    assert "weighting" in decided(facts(categories=("77310000",)), *rules)


def test_an_exemption_that_leaves_another_rule_standing_is_no_conflict():
    found = decided(
        facts(categories=("85311000",)),
        rule("general", weight("10")),
        rule("for-all", weight("15")),
        rule("care", EXEMPT, CARE, beats=("general",), beats_because="care is outside"),
    )["weighting"]
    assert found.effect == weight("15")
    assert [(said.rule, said.set_aside_by) for said in found.said_by] == [
        ("for-all", ""),
        ("general", "care"),
    ]
    assert found.conflict is None


def test_an_exemption_beats_nothing_unless_the_file_says_so():
    found = decided(
        facts(categories=("85311000",)), rule("general", weight("10")), rule("care", EXEMPT, CARE)
    )
    assert found["weighting"].effect == weight("10")


def test_a_step_up_from_a_date():
    rules = (
        rule("first", weight("10"), Condition(commenced_until=date(2026, 3, 31))),
        rule("then", weight("15"), Condition(commenced_from=date(2026, 4, 1))),
    )
    before = decided(facts(commenced_on="2026-03-31"), *rules)["weighting"]
    assert before.effect == weight("10")
    assert before.triggered_by == "it commenced on 31 March 2026, on or before 31 March 2026"
    stepped = decided(facts(commenced_on="2026-04-01"), *rules)["weighting"]
    assert stepped.effect == weight("15")
    assert stepped.triggered_by == "it commenced on 1 April 2026, on or after 1 April 2026"
    waiting = decided(facts(commenced_on=None), *rules)["weighting"]
    assert waiting.triggered_by == "it would commence on 20 November 2026, on or after 1 April 2026"


def test_a_two_part_weighting():
    parts = (Share(name="local jobs", percent=Decimal(5)), Share(name="climate", percent=Decimal(5)))
    found = decided(facts(), rule("a", weight("10", form="fixed", parts=parts)))["weighting"]
    assert found.sentence.endswith("Inside it, these are set apart: 5% for local jobs and 5% for climate.")


def test_a_cap_with_one_from_a_group_unless_somebody_approves():
    found = decided(
        facts(),
        rule("cap", Measures(at_most=5)),
        rule("green", Measures(at_least=1, group="green", unless_approved_by="leadership-team")),
    )
    assert found["measures"].sentence == "The tender asks for at most five measures."
    assert found["measures:green"].sentence == (
        "The tender asks for at least one measure from the group “green”, unless leadership team approves otherwise."
    )


def test_the_law_stands_beside_the_policy_and_is_never_set_aside_by_it():
    found = asked(facts("250000"))
    considerations = found["considerations"]
    assert considerations.effect.is_duty
    assert considerations.policy.council == ""
    assert [said.governs for said in considerations.said_by] == [True, False]
    assert considerations.said_by[1].policy.council == "rotherham"


def test_what_only_the_strictest_satisfies_is_no_conflict():
    """At least 5% and at least 10% of the whole, and at least 10% of the quality element: 10% of the whole is all three."""
    quality = Weighting(form="minimum", percent=Decimal(10), basis="quality")
    found = decided(facts(), rule("a", weight("5")), rule("b", quality), rule("c", weight("10")))["weighting"]
    assert found.effect == weight("10")
    assert found.conflict is None


def test_the_order_of_the_rules_does_not_matter():
    rules = [rule("a", weight("10")), rule("b", weight("10"), over("1")), rule("c", weight("20"), over("5"))]
    assert decided(facts(), *rules) == decided(facts(), *reversed(rules))


def test_the_strongest_force_of_those_that_govern_tells():
    found = decided(
        facts(), rule("a", weight("10"), force=Force.MAY), rule("b", weight("10"), force=Force.SHOULD)
    )
    assert found["weighting"].force is Force.SHOULD


def test_a_requirement_is_kept_and_read_back_whole():
    conflicting = decided(facts(), rule("a", weight("10", form="fixed")), rule("b", weight("20")))
    dated = asked(
        facts("6000000"), "rutland"
    )  # whose framework begins on a day, as Rotherham's policy does not
    for requirement in [*asked(facts("6000000")).values(), *dated.values(), *conflicting.values()]:
        assert Requirement.from_dict(json.loads(json.dumps(requirement.to_dict()))) == requirement


def test_requirements_are_found_by_kind():
    found = tuple(asked(facts("250000")).values())
    assert of_kind(found, EffectKind.WEIGHTING).effect.percent == 20
    assert of_kind(found, EffectKind.DECLARATIONS) is None
    assert len(all_of_kind(found, EffectKind.REPORT)) == 2


def test_the_figures_of_a_requirement_are_without_what_is_not_said():
    assert asked(facts())["weighting"].params == {
        "form": "fixed",
        "percent": "20",
        "basis": "overall",
        "parts": [],
    }


def test_an_answer_cannot_be_changed():
    requirement = asked(facts())["weighting"]
    for frozen in (facts(), requirement, requirement.said_by[0], requirement.policy, requirement.clauses[0]):
        with pytest.raises(FrozenInstanceError):
            setattr(frozen, next(iter(vars(frozen))), None)


def test_a_step_up_is_no_conflict():
    assert conflicts_in(rule_set(rule("a", weight("10")), rule("b", weight("20"), over("10")))) == ()


def test_two_bases_are_shown_although_both_can_hold():
    quality = Weighting(form="minimum", percent=Decimal(10), basis="quality")
    (conflict,) = conflicts_in(rule_set(rule("a", weight("10")), rule("b", quality)))
    assert not conflict.is_settled
    assert (conflict.settled_by, conflict.because) == ("", "")
    assert "the other against the quality element" in conflict.words
    rules = (rule("a", weight("10"), beats=("b",), beats_because="it satisfies both"), rule("b", quality))
    (settled,) = conflicts_in(rule_set(*rules))
    assert (settled.settled_by, settled.because) == ("a", "it satisfies both")


def test_a_quoted_rule_needs_no_other_reason():
    found = decided(facts(), rule("a", weight("10")))["weighting"]
    assert found.why == found.said_by[0].why == "The clause says so."
    chosen = decided(facts(), rule("a", weight("10"), reading=Reading.INTERPRETED))["weighting"]
    assert chosen.why == chosen.said_by[0].why == "because it was chosen so"


@pytest.mark.parametrize(
    ("when", "reading", "told"),
    [
        (over("10"), Reading.INTERPRETED, True),
        (over("10"), Reading.QUOTED, False),
        (Condition(), Reading.INTERPRETED, False),
        (Condition(value=Band(over=Decimal(10), vat=VatBasis.INCLUSIVE)), Reading.INTERPRETED, False),
    ],
)
def test_the_choice_about_vat_is_told_where_it_mattered(when, reading, told):
    basis = ValueBasis(vat=VatBasis.EXCLUSIVE, reading=reading, why="The text does not say.")
    source = replace(rule_set(rule("a", weight("10"), when)), value_basis=basis)
    (found,) = requirements_for(facts(), source, rule_set(council=""), national().threshold_table())
    assert found.choices == (("The text does not say.",) if told else ())


def test_rules_that_never_meet_are_no_conflict():
    apart = rule_set(
        rule("a", weight("10", form="fixed"), Condition(value=Band(up_to=Decimal(10)))),
        rule("b", weight("20", form="fixed"), over("10")),
    )
    assert conflicts_in(apart) == ()
