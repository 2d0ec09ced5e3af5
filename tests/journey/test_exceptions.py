"""Exceptions among the stages: there once one was asked for, waiting until it is decided, and ticked where it is kept."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from councils.policies.domain.effects import asking, weight
from councils.policies.domain.words import Level
from procurement.journey.domain.steps import Position, State, met, steps
from procurement.opportunities.domain.exceptions import Asked, Exceptions, Kind

TODAY = date(2027, 7, 5)
FIFTEEN = Asked(Kind.WEIGHTING, "weighting", Decimal(15), "Social value counts for 15% of the overall score.")
LEFT_OUT = Asked(Kind.OPT_OUT, "obligation", None, "Social value is left out of this procurement.")
ONE = Asked(Kind.OUTCOMES, "measures", Decimal(1), "The procurement chooses 1 measure.")


def stage(**known):
    """The stage of exceptions, and the one that is next."""
    found = steps(Position(today=TODAY, **known))
    exceptions = next((one for one in found if one.key == "exceptions"), None)
    following = next((one.key for one in found if one.state is State.NEXT), None)
    return exceptions, following


def test_there_is_no_such_stage_where_none_was_asked_for():
    assert stage(assessed=True) == (None, "tender")


def test_it_waits_for_approval_beside_what_is_next():
    one, following = stage(assessed=True, exceptions=Exceptions(waiting=(FIFTEEN,)), exceptions_in_all=1)
    assert (one.state, one.whose, following) == ("waits for approval", "approver", "tender")
    assert one.hint == (
        "Social value counts for 15% of the overall score. "
        "The tender cannot be published until it is decided or withdrawn."
    )


@pytest.mark.parametrize(
    ("exceptions", "hint"),
    [(Exceptions(approved=(FIFTEEN,)), "1 approved."), (Exceptions(), "None is approved.")],
)
def test_it_is_done_when_all_are_decided(exceptions, hint):
    one, following = stage(exceptions=exceptions, exceptions_in_all=2)
    assert (one.state, one.hint, following) == (State.DONE, hint, "assessment")


AT_20 = weight.Weighting(form="fixed", basis="overall", percent=Decimal(20))


@pytest.mark.parametrize(
    ("effect", "asked", "known", "without"),
    [
        (AT_20, FIFTEEN, {"social_value_weight": Decimal(15)}, False),
        (AT_20, LEFT_OUT, {"social_value_weight": Decimal(0)}, False),
        (asking.Obligation(level=Level.REQUIRED), LEFT_OUT, {}, False),
        (asking.QuantifiableCommitments(at_least=1), LEFT_OUT, {}, False),
        (asking.Measures(at_least=2), ONE, {"measures_chosen": 1}, False),
        (AT_20, FIFTEEN, {"social_value_weight": Decimal(20)}, True),
    ],
)
def test_a_rule_is_ticked_where_an_approved_exception_covers_what_was_done(effect, asked, known, without):
    rule = SimpleNamespace(kind=effect.kind, effect=effect)

    def tick(exceptions: Exceptions):
        return met(rule, Position(today=TODAY, exceptions=exceptions, **known))

    assert tick(Exceptions(approved=(asked,))) is True
    assert tick(Exceptions(waiting=(asked,))) is without
    assert tick(Exceptions()) is without


def test_another_weight_than_the_approved_one_is_not_ticked():
    rule = SimpleNamespace(kind=AT_20.kind, effect=AT_20)
    known = {"social_value_weight": Decimal("14.99"), "exceptions": Exceptions(approved=(FIFTEEN,))}
    assert met(rule, Position(today=TODAY, **known)) is False
