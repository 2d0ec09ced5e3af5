"""The national file: figures as the statute gives them, each with its source."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from councils.policies.domain.thresholds import ThresholdPeriod, ThresholdUnknown
from councils.policies.domain.words import Authority, ContractType, VatBasis
from tests.policies.builders import facts, national

# UK thresholds of councils, by first day: goods and services, works and concessions, light touch.
STATUTE = {
    date(2020, 1, 1): (189330, 4733252, 663540, VatBasis.EXCLUSIVE),
    date(2022, 1, 1): (213477, 5336937, 663540, VatBasis.INCLUSIVE),
    date(2024, 1, 1): (214904, 5372609, 663540, VatBasis.INCLUSIVE),
    date(2026, 1, 1): (207720, 5193000, 663540, VatBasis.INCLUSIVE),
}


@pytest.mark.parametrize("begins", STATUTE, ids=str)
def test_thresholds(begins):
    services, works, light, vat = STATUTE[begins]
    period = national().threshold_table().on(begins)
    amounts = period.amounts[Authority.SUB_CENTRAL]
    assert (period.begins, period.vat) == (begins, vat)
    assert amounts[ContractType.GOODS] == amounts[ContractType.SERVICES] == services
    assert amounts[ContractType.WORKS] == amounts[ContractType.CONCESSION] == works
    assert amounts[ContractType.LIGHT_TOUCH] == light
    assert period.source


def test_every_period_is_here_and_no_other():
    assert [period.begins for period in national().thresholds] == list(STATUTE)
    assert national().threshold_table().on(date(2028, 1, 1)) is None


def test_rates_of_vat():
    assert {rate.key: rate.rate for rate in national().vat_rates} == {
        "standard": Decimal("0.20"),
        "reduced": Decimal("0.05"),
        "zero": Decimal(0),
        "exempt": None,
    }


def test_what_was_not_read_at_first_hand_says_so():
    assert all(document.missing for document in national().documents if not document.held)


def test_every_rule_has_its_clause():
    file = national()
    known = {clause.key for clause in file.clauses}
    assert all(set(rule.clauses) <= known for rule in file.rules)
    cited = {key for rule in file.rules for key in rule.clauses}
    assert cited | set(file.light_touch.clauses) == known


def test_a_type_that_has_no_line_in_one_period_is_not_guessed():
    """Light touch contracts of utilities have had a line of their own since 2022."""
    table = national().threshold_table()
    with pytest.raises(ThresholdUnknown, match="light touch services is known on 1 June 2021"):
        table.line_for(
            facts(contract_type="light_touch", authority=Authority.UTILITIES, commenced_on="2021-06-01")
        )
    line = table.line_for(facts(contract_type="light_touch", authority=Authority.UTILITIES))
    assert line.words == "£884,720.00 including VAT (1 January 2026 to 31 December 2027)"


def test_a_grant_has_no_line():
    assert national().threshold_table().line_for(facts(contract_type="grant", route="grant")) is None


@pytest.mark.parametrize(("ends", "taken"), [(date(2026, 1, 1), True), (date(2025, 12, 31), False)])
def test_a_period_ends_on_or_after_its_first_day(ends, taken):
    given = {
        "begins": date(2026, 1, 1),
        "ends": ends,
        "vat": VatBasis.INCLUSIVE,
        "source": "a test",
        "amounts": {},
    }
    if taken:
        assert ThresholdPeriod(**given).ends == ends
    else:
        with pytest.raises(ValidationError, match="before it begins"):
            ThresholdPeriod(**given)
