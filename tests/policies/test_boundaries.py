"""Either side of every line of the real rules, and the day before and the day of every change of date."""

from decimal import Decimal

import pytest

from councils.policies.domain.facts import Facts
from councils.policies.domain.thresholds import ThresholdUnknown
from councils.policies.domain.words import Reading
from tests.policies.builders import asked, facts, national


def level(value: str, **more) -> str:
    return asked(facts(value, **more))["obligation"].effect.level.value


def duty(value: str, **more) -> bool:
    return asked(facts(value, **more))["considerations"].effect.is_duty


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", "encouraged"), ("99999.99", "encouraged"), ("100000.00", "encouraged"), ("100000.01", "required")],
)
@pytest.mark.parametrize("route", ["tender", "quotation", "call_off", "direct_award"])
def test_the_policys_line(value, expected, route):
    assert level(value, route=route) == expected


@pytest.mark.parametrize("vat_rate", ["0.20", "0.05", "0", None])
def test_the_policys_line_does_not_count_vat(vat_rate):
    assert level("100000.00", vat_rate=vat_rate) == "encouraged"
    assert level("100000.01", vat_rate=vat_rate) == "required"


@pytest.mark.parametrize("route", ["tender", "quotation", "call_off", "direct_award"])
def test_only_what_is_scored_is_weighed(route):
    above, at = asked(facts("100000.01", route=route)), asked(facts("100000.00", route=route))
    assert ("weighting" in above) == (route != "direct_award") == ("scoring" in above)
    assert "weighting" not in at
    assert "supplier_returns" in above
    assert "supplier_returns" not in at


@pytest.mark.parametrize(
    ("value", "document"),
    [
        ("100000.00", None),
        ("100000.01", "milestone-tracker"),
        ("250000.00", "milestone-tracker"),
        ("250000.01", "delivery-plan"),
    ],
)
def test_the_toolkits_line(value, document):
    found = asked(facts(value))
    assert (found["documents"].effect.documents if document else found.get("documents")) == (
        (document,) if document else None
    )


@pytest.mark.parametrize(
    ("kind", "route"),
    [
        ("grant", "grant"),
        ("services", "grant"),
        ("services", "in_house"),
        ("grant", "tender"),
        ("grant", "quotation"),
        ("grant", "call_off"),
        ("grant", "direct_award"),
    ],
)
@pytest.mark.parametrize("value", ["100000", "500000"])
def test_what_is_no_contract_is_left_open(kind, route, value):
    """Rotherham's policy speaks of contracts: a grant is none, also where people compete for it as for a tender."""
    found = asked(facts(value, contract_type=kind, route=route))
    assert found["obligation"].effect.level.value == "open"
    assert found["obligation"].reading is Reading.INFERRED
    assert found.keys() == {"obligation", "responsible:policy"}


@pytest.mark.parametrize(
    ("day", "short", "at"),
    [
        ("2021-12-31", "189329.99", "189330.00"),
        ("2022-01-01", "177897.49", "177897.50"),
        ("2023-12-31", "177897.49", "177897.50"),
        ("2024-01-01", "179086.66", "179086.67"),
        ("2025-12-31", "179086.66", "179086.67"),
        ("2026-01-01", "173099.99", "173100.00"),
        ("2027-12-31", "173099.99", "173100.00"),
    ],
)
def test_the_duty_begins_at_the_threshold_of_the_day(day, short, at):
    assert not duty(short, commenced_on=day)
    assert duty(at, commenced_on=day)


def test_the_day_before_and_the_day_of_a_new_threshold():
    """£173,500 excluding VAT is £208,200 with it: under the line of 2024 and over that of 2026."""
    assert not duty("173500.00", commenced_on="2025-12-31")
    assert duty("173500.00", commenced_on="2026-01-01")


def test_before_2022_the_threshold_does_not_count_vat():
    """£189,329.99 is short of £189,330 excluding VAT, however much VAT comes on top."""
    assert not duty("189329.99", commenced_on="2021-06-01", vat_rate="0.20")
    assert duty("189330.00", commenced_on="2021-06-01", vat_rate=None)


@pytest.mark.parametrize(
    ("vat_rate", "short", "at"),
    [
        ("0.20", "173099.99", "173100.00"),
        ("0.05", "197828.57", "197828.58"),
        ("0", "207719.99", "207720.00"),
        (None, "207719.99", "207720.00"),
    ],
)
def test_the_threshold_counts_vat_at_the_procurements_own_rate(vat_rate, short, at):
    assert not duty(short, vat_rate=vat_rate)
    assert duty(at, vat_rate=vat_rate)


@pytest.mark.parametrize(
    ("contract_type", "value", "expected"),
    [
        ("light_touch", "552949.99", False),
        ("light_touch", "552950.00", True),
        ("goods", "9000000", False),
        ("works", "9000000", False),
        ("concession", "9000000", False),
    ],
)
def test_the_duty_is_for_services(contract_type, value, expected):
    assert duty(value, contract_type=contract_type) is expected


@pytest.mark.parametrize(
    ("more", "expected"), [({"route": "call_off"}, False), ({"urgent": True}, False), ({}, True)]
)
def test_call_offs_and_urgency_lift_the_duty(more, expected):
    assert duty("300000", **more) is expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2025-02-23", False), ("2025-02-24", True), ("2026-11-02", True)]
)
def test_the_2023_act_begins(day, expected):
    found = asked(facts("250000", commenced_on=day))
    assert ("legal_duty:objectives" in found) is expected
    assert ("legal_duty:assessment-summaries" in found) is expected


@pytest.mark.parametrize(
    ("value", "vat_rate", "expected"),
    [
        ("4166666.66", "0.20", False),
        ("4166666.67", "0.20", True),
        ("5000000.00", None, False),
        ("5000000.01", None, True),
    ],
)
def test_indicators_above_five_million_with_vat(value, vat_rate, expected):
    found = asked(facts(value, vat_rate=vat_rate))
    assert ("kpis" in found) is expected
    assert ("legal_duty:performance-published" in found) is expected
    assert "kpis" not in asked(facts(value, vat_rate=vat_rate, contract_type="light_touch"))
    assert "kpis" not in asked(facts(value, vat_rate=vat_rate, commenced_on="2025-02-23"))


def test_a_day_that_the_table_does_not_reach_is_never_guessed():
    with pytest.raises(ThresholdUnknown, match="No UK threshold for services is known on 1 January 2028"):
        asked(facts("250000", commenced_on="2028-01-01"))
    with pytest.raises(ThresholdUnknown):
        asked(facts("250000", commenced_on="2019-12-31"))
    assert asked(facts("250000", contract_type="grant", route="grant", commenced_on="2028-01-01"))


def test_until_it_commences_it_is_judged_by_today():
    waiting = facts("200000", commenced_on=None)
    assert waiting.is_provisional
    assert waiting.day == waiting.judged_on
    assert asked(waiting)["considerations"].effect.is_duty


@pytest.mark.parametrize("authority", ["central", "utilities"])
def test_other_authorities_have_lines_of_their_own(authority):
    table = national().threshold_table()
    line = table.line_for(facts(authority=authority))
    assert line.amount == {"central": Decimal(135018), "utilities": Decimal(415440)}[authority]


@pytest.mark.parametrize(
    ("value", "vat_rate", "words"),
    [
        ("-0.01", "0.20", "0 or more"),
        ("NaN", "0.20", "0 or more"),
        ("Infinity", "0.20", "0 or more"),
        ("100000000000", "0.20", "£100 billion"),
        ("1", "20", "for instance 0.20"),
        ("1", "-0.2", "for instance 0.20"),
    ],
)
def test_absurd_facts_are_refused(value, vat_rate, words):
    with pytest.raises(ValueError, match=words):
        facts(value, vat_rate=vat_rate)


@pytest.mark.parametrize("vat_rate", ["0", "1"])
def test_a_rate_may_be_nothing_or_all(vat_rate):
    assert facts("10", vat_rate=vat_rate).value_inc_vat == 10 * (1 + Decimal(vat_rate))


def test_facts_are_kept_exactly():
    for one in (
        facts(),
        facts(commenced_on=None, vat_rate=None, categories=("77310000", "parks"), urgent=True),
    ):
        assert Facts.from_dict(one.to_dict()) == one
