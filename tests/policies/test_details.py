"""Small points of the engine that no policy here turns on alone: order, reasons, and what two rules exclude."""

from datetime import date
from decimal import Decimal

import pytest

from councils.policies.domain.conditions import Condition
from councils.policies.domain.deciding import cannot_both_hold, conflicts_in, requirements_for
from councils.policies.domain.effects.asking import BespokeMeasures, Obligation, Outcomes
from councils.policies.domain.effects.before import (
    Considerations,
    OpportunityAssessment,
    Proportionality,
    Question,
)
from councils.policies.domain.effects.weight import Share, Weighting
from councils.policies.domain.shape import number_as_words, number_words
from councils.policies.domain.thresholds import ThresholdPeriod, Thresholds
from councils.policies.domain.words import Level, Route, VatBasis
from tests.policies.builders import decided, facts, national, over, rule, rule_set, weight

REQUIRED = Obligation(level=Level.REQUIRED)


@pytest.mark.parametrize(("urgent", "words"), [(True, "it is urgent"), (False, "it is not urgent")])
def test_urgency_is_told_as_it_is(urgent, words):
    found = decided(facts(urgent=urgent), rule("a", REQUIRED, Condition(urgent=urgent)))["obligation"]
    assert found.triggered_by == words


def test_the_council_s_own_rule_is_cited_before_the_law():
    """Whatever their keys are: people read their own policy first."""
    own, law = rule_set(rule("z", REQUIRED)), rule_set(rule("a", REQUIRED), council="")
    (found,) = requirements_for(facts(), own, law, national().threshold_table())
    assert [(said.rule, said.policy.council) for said in found.said_by] == [("z", "anytown"), ("a", "")]


def test_what_excludes_each_other_is_told_from_what_differs():
    """A fixed 10% and a fixed 20% exclude each other; a minimum of the whole and one of the quality element differ."""
    quality = weight("10").model_copy(update={"basis": "quality"})
    apart = rule_set(
        rule("first", REQUIRED), rule("a", weight("10", "fixed")), rule("b", weight("20", "fixed"))
    )
    unlike = rule_set(rule("first", REQUIRED), rule("a", weight("10")), rule("b", quality))
    for source, excluded in ((apart, True), (unlike, False)):
        (conflict,) = conflicts_in(source)
        assert conflict.rules == ("a", "b")
        assert cannot_both_hold(conflict, source) is excluded


@pytest.mark.parametrize(("most", "both_hold"), [("19.99", False), ("20", True)])
def test_parts_may_fill_the_whole_weight(most, both_hold):
    """20% of ring-fenced parts fit under a most of 20%, and not under less."""
    parted = weight(
        "10", parts=(Share(name="jobs", percent=Decimal(12)), Share(name="carbon", percent=Decimal(8)))
    )
    narrow = Weighting(form="band", at_least=Decimal(5), at_most=Decimal(most), basis="overall")
    both = parted.together(narrow)
    assert (both is not None) is both_hold
    assert both is None or (both.highest, both.parts) == (Decimal(20), parted.parts)


def test_a_period_of_thresholds_holds_its_first_and_its_last_day():
    """A table may even hold for one day."""
    day = date(2026, 1, 1)
    period = ThresholdPeriod(begins=day, ends=day, vat=VatBasis.INCLUSIVE, source="nobody", amounts={})
    table = Thresholds((period,))
    assert table.on(day) is period
    assert table.on(date(2025, 12, 31)) is None
    assert table.on(date(2026, 1, 2)) is None


def test_just_so_many_is_a_number_too():
    """At least two and at most two are two."""
    two = Outcomes(at_least=2, at_most=2)
    assert two.together(Outcomes(at_least=1, at_most=3)) == two
    assert two.together(Outcomes(at_least=3)) is None


@pytest.mark.parametrize("kind", [OpportunityAssessment, Proportionality])
def test_tests_stay_in_the_order_of_the_rule_that_has_them_all(kind):
    """Only where each has one that the other lacks are they put together, in the order of the alphabet."""
    both, one, third = kind(tests=("relevant", "able")), kind(tests=("able",)), kind(tests=("zealous",))
    assert both.together(kind(tests=("relevant", "able"))).tests == ("relevant", "able")
    assert both.together(one) == one.together(both) == both
    assert both.together(third).tests == third.together(both).tests == ("able", "relevant", "zealous")


def test_local_openings_are_looked_for_where_either_rule_says_so():
    local, plain = (
        OpportunityAssessment(tests=("relevant", "able"), local_openings=yes) for yes in (True, False)
    )
    assert local.together(local) == local.together(plain) == plain.together(local) == local
    assert plain.together(plain) == plain
    fewer = OpportunityAssessment(tests=("able",), local_openings=True)
    assert fewer.together(plain) == OpportunityAssessment(tests=("able", "relevant"), local_openings=True)


def test_what_one_rule_forbids_no_other_allows():
    allowed, forbidden = (BespokeMeasures(allowed=yes) for yes in (True, False))
    assert (
        allowed.together(forbidden)
        == forbidden.together(allowed)
        == forbidden.together(forbidden)
        == forbidden
    )
    assert allowed.together(allowed) == allowed


def test_a_duty_to_consider_is_more_than_an_offer():
    asks = {"asked_by": "the Act", "questions": (Question(key="why", text="Why?"),)}
    duty, offer = (Considerations(force=force, **asks) for force in ("duty", "voluntary"))
    assert duty.together(offer) == offer.together(duty) == duty


def test_amounts_are_the_first_reasons():
    """Whichever rule is cited first."""
    by_route = rule("a", REQUIRED, Condition(routes=(Route.TENDER,)))
    by_amount = rule("b", REQUIRED, over("100000"))
    found = decided(facts("120000"), by_route, by_amount)["obligation"]
    assert [said.rule for said in found.said_by] == ["a", "b"]
    assert found.triggered_by == (
        "£120,000.00 excluding VAT is over £100,000.00; the route to market is a tender"
    )


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10")])
def test_small_numbers_are_words(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize(("value", "read"), [(3, "3"), (True, True), ("3", "3"), (None, None)])
def test_only_a_number_is_read_as_the_words_that_it_is(value, read):
    """A section may be called 3; it is never called true."""
    found = number_as_words(value)
    assert (found, type(found)) == (read, type(read))
