"""Whether a requirement is met: yes, not yet, or for people to judge."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from councils.policies.domain.effects import after, asking, before, weight
from councils.policies.domain.words import Every, Level, Stage
from procurement.journey.domain.steps import Position, met

TODAY = date(2027, 7, 5)


def tick(effect, **known) -> bool | None:
    """The tick of a requirement with that effect, where this much is known of the procurement."""
    return met(SimpleNamespace(kind=effect.kind, effect=effect), Position(today=TODAY, **known))


@pytest.mark.parametrize(
    ("level", "chosen", "said"),
    [
        (Level.REQUIRED, 0, False),
        (Level.REQUIRED, 1, True),
        (Level.AIM, 0, None),
        (Level.ENCOURAGED, 1, None),
        (Level.OPEN, 0, None),
    ],
)
def test_social_value_is_part_of_it_once_a_measure_is_chosen(level, chosen, said):
    assert tick(asking.Obligation(level=level), measures_chosen=chosen) is said


@pytest.mark.parametrize(
    ("asked_for", "published", "said"),
    [
        (None, False, False),
        ("19.99", False, False),
        ("20", False, True),
        ("20", True, True),
        ("20.01", True, False),
    ],
)
def test_the_weight_is_met_as_soon_as_it_is_set(asked_for, published, said):
    asked = weight.Weighting(form="fixed", basis="overall", percent=Decimal(20))
    given = None if asked_for is None else Decimal(asked_for)
    assert tick(asked, social_value_weight=given, published=published) is said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, False),
        ({"signed": True}, None),
        ({"signed": True, "returns_total": 8, "returns_verified": 7}, None),
        ({"signed": True, "returns_total": 8, "returns_verified": 8}, True),
        ({"signed": True, "returns_late": 1}, False),
        ({"signed": True, "returns_submitted": 1}, False),
    ],
)
def test_returns_are_done_when_all_are_verified_and_to_do_while_one_is_late_or_waits_to_be_checked(
    known, said
):
    assert tick(after.SupplierReturns(every=Every.QUARTER), **known) is said


def test_what_people_judge_has_no_tick():
    assert tick(before.LegalDuty(key="a", text="A duty.", met_at=Stage.BID)) is None
