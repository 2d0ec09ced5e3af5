"""Conditions of invented rules: bands on their edges, days, sides of the threshold, and which conditions may meet."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from councils.policies.domain.conditions import AgainstThreshold, Band, Condition
from councils.policies.domain.words import ContractType, Route, VatBasis
from tests.policies.builders import decided, facts, over, rule, weight


def test_one_day_is_a_span_and_days_in_the_wrong_order_are_none():
    day = date(2026, 4, 1)
    found = decided(
        facts(commenced_on="2026-04-01"),
        rule("a", weight("10"), Condition(commenced_from=day, commenced_until=day)),
    )
    assert found["weighting"].triggered_by.endswith("on or after 1 April 2026 and on or before 1 April 2026")
    with pytest.raises(ValidationError, match="before it begins"):
        Condition(commenced_from=day, commenced_until=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("band", "inside", "outside"),
    [
        ({"over": 10}, ["10.01"], ["10", "9.99"]),
        ({"at_least": 10}, ["10", "10.01"], ["9.99"]),
        ({"below": 10}, ["9.99", "0"], ["10"]),
        ({"up_to": 10}, ["10", "0"], ["10.01"]),
        ({"over": 10, "up_to": 20}, ["10.01", "20"], ["10", "20.01"]),
        ({"at_least": 10, "below": 20}, ["10", "19.99"], ["9.99", "20"]),
        ({"at_least": 10, "up_to": 10}, ["10"], ["9.99", "10.01"]),
    ],
)
def test_a_band_holds_its_edges_and_no_more(band, inside, outside):
    made = Band(**{edge: Decimal(amount) for edge, amount in band.items()})
    assert all(made.holds(Decimal(value)) for value in inside)
    assert not any(made.holds(Decimal(value)) for value in outside)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ({"over": 10, "up_to": 20}, "over £10.00 and not over £20.00"),
        ({"at_least": 10, "below": 20}, "at or above £10.00 and below £20.00"),
        ({"at_least": 10, "up_to": 10}, "exactly £10.00"),
        ({"at_least": 10, "up_to": 20}, "at or above £10.00 and not over £20.00"),
    ],
)
def test_a_band_in_words(band, words):
    assert Band(**{edge: Decimal(amount) for edge, amount in band.items()}).edges == words


@pytest.mark.parametrize(
    "edges",
    [
        {},
        {"over": 1, "at_least": 1},
        {"below": 1, "up_to": 1},
        {"over": 2, "up_to": 1},
        {"over": 1, "up_to": 1},
        {"at_least": 1, "below": 1},
    ],
)
def test_a_band_that_makes_no_sense_is_refused(edges):
    with pytest.raises(ValidationError):
        Band(**{edge: Decimal(amount) for edge, amount in edges.items()})


@pytest.mark.parametrize(
    ("side", "held"),
    [
        ("at_or_above", (False, True, True)),
        ("over", (False, False, True)),
        ("below", (True, False, False)),
        ("not_over", (True, True, False)),
    ],
)
def test_each_side_of_the_threshold(side, held):
    """£173,099.99, £173,100.00 and £173,100.01 at 20% VAT, against £207,720 in 2026."""
    when = Condition(threshold=AgainstThreshold(side))
    found = [
        bool(decided(facts(value), rule("a", weight("10"), when)))
        for value in ("173099.99", "173100.00", "173100.01")
    ]
    assert tuple(found) == held


@pytest.mark.parametrize("side", AgainstThreshold)
def test_a_grant_lies_on_no_side_of_a_threshold(side):
    """The law sets none for it, so that a rule which goes by the threshold need not say that it is for contracts."""
    when = Condition(threshold=side)
    for value in ("0", "173100.00", "99999999.00"):
        assert not decided(facts(value, contract_type="grant"), rule("a", weight("10"), when))


def test_a_band_may_count_vat_although_its_file_does_not():
    when = Condition(value=Band(over=Decimal(100000), vat=VatBasis.INCLUSIVE))
    found = decided(facts("83333.34"), rule("a", weight("10"), when))["weighting"]
    assert found.triggered_by == "£100,000.008 including VAT is over £100,000.00"
    assert not decided(facts("83333.33"), rule("a", weight("10"), when))


def test_one_of_several_categories_is_enough():
    when = Condition(categories=("77300000", "parks"))
    found = decided(facts(categories=("45000000", "77310000")), rule("a", weight("10"), when))["weighting"]
    assert found.triggered_by == "the category is 77310000"
    assert not decided(facts(categories=("45000000",)), rule("a", weight("10"), when))


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        (Condition(), False),
        (over("10"), False),
        (Condition(value=Band(over=Decimal(10), up_to=Decimal(20))), True),
        (Condition(value=Band(below=Decimal(20))), True),
        (Condition(threshold=AgainstThreshold.BELOW), True),
        (Condition(threshold=AgainstThreshold.NOT_OVER), True),
        (Condition(threshold=AgainstThreshold.OVER), False),
        (over("10", threshold=AgainstThreshold.BELOW), True),
    ],
)
def test_whether_a_higher_value_may_end_a_rule(when, ends):
    assert when.has_upper_edge is ends


MEETING = [
    (Condition(commenced_until=date(2026, 3, 31)), Condition(), True),
    (Condition(commenced_until=date(2026, 3, 31)), Condition(commenced_until=date(2020, 1, 1)), True),
    (Condition(commenced_from=date(2026, 3, 31)), Condition(commenced_from=date(2020, 1, 1)), True),
    (Condition(urgent=True), Condition(), True),
    (over("10"), Condition(value=Band(over=Decimal(5), up_to=Decimal(8))), False),
    (
        Condition(value=Band(up_to=Decimal(5))),
        Condition(value=Band(over=Decimal(6), up_to=Decimal(20))),
        False,
    ),
    (Condition(value=Band(below=Decimal(20))), Condition(value=Band(up_to=Decimal(5))), True),
    (over("10"), over("20"), True),
    (over("10"), Condition(value=Band(up_to=Decimal(10))), False),
    (over("10"), Condition(value=Band(up_to=Decimal(11))), True),
    (Condition(value=Band(at_least=Decimal(10))), Condition(value=Band(up_to=Decimal(10))), True),
    (Condition(value=Band(at_least=Decimal(10))), Condition(value=Band(below=Decimal(10))), False),
    (over("10"), Condition(value=Band(up_to=Decimal(10), vat=VatBasis.INCLUSIVE)), True),
    (Condition(routes=(Route.TENDER,)), Condition(routes=(Route.CALL_OFF,)), False),
    (Condition(routes=(Route.TENDER,)), Condition(), True),
    (Condition(contract_types=(ContractType.GOODS,)), Condition(contract_types=(ContractType.WORKS,)), False),
    (Condition(commenced_until=date(2026, 3, 31)), Condition(commenced_from=date(2026, 4, 1)), False),
    (Condition(commenced_until=date(2026, 4, 1)), Condition(commenced_from=date(2026, 4, 1)), True),
    (Condition(threshold=AgainstThreshold.AT_OR_ABOVE), Condition(threshold=AgainstThreshold.BELOW), False),
    (Condition(threshold=AgainstThreshold.OVER), Condition(threshold=AgainstThreshold.NOT_OVER), False),
    (Condition(threshold=AgainstThreshold.AT_OR_ABOVE), Condition(threshold=AgainstThreshold.NOT_OVER), True),
    (Condition(urgent=True), Condition(urgent=False), False),
    (Condition(urgent=True), Condition(urgent=True), True),
    (Condition(categories=("a",)), Condition(categories=("b",)), True),
]


@pytest.mark.parametrize(("one", "other", "meet"), MEETING)
def test_whether_two_conditions_may_meet(one, other, meet):
    assert one.may_hold_with(other, VatBasis.EXCLUSIVE) is meet
    assert other.may_hold_with(one, VatBasis.EXCLUSIVE) is meet
