"""A council may limit the time that its tenders cost: by value, each limit from both sides of its line."""

from decimal import Decimal

import pytest

from councils.policies.domain.burden import BurdenLimits
from councils.policies.domain.file import FrameworkErrors, read_framework, read_part
from tests.policies.builders import COUNCILS, INVENTED, framework

WESTMERE = (INVENTED / "westmere.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "bid", "each_return"),
    [
        ("0.01", 120, 30),
        ("100000.00", 120, 30),
        ("100000.01", 300, None),
        ("500000.00", 300, None),
        ("500000.01", 600, 90),
        ("99999999.00", 600, 90),
    ],
)
def test_the_value_decides(value, bid, each_return):
    limit = framework("westmere").burden_limits.limit_for(Decimal(value))
    assert (limit.bid_minutes, limit.return_minutes) == (bid, each_return)


def test_above_the_last_value_there_may_be_no_limit():
    limits = read_part("limits: [{up_to: 1000, bid_minutes: 60}]\nwhy: Chosen.", "limits", BurdenLimits)
    assert limits.limit_for(Decimal("1000")).bid_minutes == 60
    assert limits.limit_for(Decimal("1000.01")) is None


@pytest.mark.parametrize(
    ("limit", "kept"), [("bid_minutes: 60", (60, None)), ("return_minutes: 15", (None, 15))]
)
def test_a_limit_may_be_of_bids_or_of_returns_alone(limit, kept):
    (only,) = read_part(f"limits: [{{{limit}}}]\nwhy: Chosen.", "limits", BurdenLimits).limits
    assert (only.bid_minutes, only.return_minutes) == kept


@pytest.mark.parametrize("name", sorted(path.stem for path in COUNCILS.glob("*.yaml")))
def test_no_real_policy_prints_one(name):
    assert framework(name).burden_limits is None


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("up_to: 500000, bid", "up_to: 100000, bid", "must rise"),
        ("up_to: 100000, bid", "bid", "must rise"),
        ("{bid_minutes: 600, return_minutes: 90}", "{up_to: 900000}", "a limit says bid_minutes, return_minutes or both"),
        ("bid_minutes: 120", "bid_minutes: 0", "bid_minutes"),
        ("bid_minutes: 120", "bid_hours: 2", "bid_hours"),
    ],
)  # fmt: skip
def test_a_wrong_limit_is_refused(was, now, told):
    assert WESTMERE.count(was) == 1
    with pytest.raises(FrameworkErrors, match=told):
        read_framework(WESTMERE.replace(was, now), "westmere.yaml")
