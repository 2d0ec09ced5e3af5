"""The facts of a procurement: what is taken, what is refused in words, and that they are kept whole."""

from decimal import Decimal

import pytest

from councils.policies.domain.effects.people import Exemption
from councils.policies.domain.facts import Facts
from councils.policies.domain.shape import Names
from councils.policies.domain.words import EffectKind
from tests.policies.builders import facts


@pytest.mark.parametrize("value", ["0", "0.01", "99999999999.99"])
def test_a_value_from_nothing_to_almost_a_hundred_billion_is_taken(value):
    assert facts(value).value_ex_vat == Decimal(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("-0.01", "0 or more"),
        ("NaN", "0 or more"),
        ("Infinity", "0 or more"),
        ("100000000000", "below £100 billion"),
    ],
)
def test_a_value_that_is_none_is_refused(value, words):
    with pytest.raises(ValueError, match=words):
        facts(value)


@pytest.mark.parametrize("rate", ["0", "0.20", "1", None])
def test_a_rate_of_vat_is_a_share_or_the_supply_is_exempt(rate):
    of = facts("100", vat_rate=rate)
    assert of.value_inc_vat == 100 * (1 + Decimal(rate or 0))


@pytest.mark.parametrize("rate", ["-0.01", "1.01", "20"])
def test_a_rate_that_is_no_share_is_refused(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        facts("100", vat_rate=rate)


@pytest.mark.parametrize("rate", ["0", "0.05", None])
@pytest.mark.parametrize("commenced", ["2026-11-02", None])
def test_they_are_kept_and_read_back_whole(rate, commenced):
    of = facts(vat_rate=rate, commenced_on=commenced, categories=("77310000",), urgent=True)
    kept = of.to_dict()
    assert Facts.from_dict(kept) == of
    assert (kept["vat_rate"], kept["commenced_on"]) == (rate, commenced)


def test_what_is_judged_case_by_case_is_something_to_do():
    each, none = (Exemption(exempt_from=(EffectKind.WEIGHTING,), case_by_case=yes) for yes in (True, False))
    assert each.to_do(Names()) == "Decide for this case, and write down why."
    assert none.to_do(Names()) == ""
