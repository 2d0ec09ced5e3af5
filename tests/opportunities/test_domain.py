"""What is decided before a tender, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from councils.policies.domain.counting import Unit
from councils.policies.domain.light_touch import LightTouchProposal, Listed, ServiceKind
from procurement.opportunities.domain.choosing import (
    MeasureOffered,
    OutcomeOffered,
    check_choice,
    counted_twice,
)
from procurement.opportunities.domain.details import (
    DECIDING,
    Details,
    check,
    check_change,
    check_correction,
    confirmed,
    corrected_words,
)
from procurement.opportunities.domain.references import next_reference
from socialvalue.access.domain import Refusal

TODAY = date(2026, 11, 21)


def details(**changes) -> Details:
    """Grounds maintenance, with changes."""
    told = {
        "title": "Grounds maintenance",
        "contract_type": "services",
        "route": "tender",
        "value_ex_vat": Decimal("120000.00"),
        "vat_rate": "0.20",
        "cpv": "77310000",
        "contract_starts_on": date(2027, 4, 1),
        "contract_ends_on": date(2031, 3, 31),
    }
    return Details(**{**told, **changes})


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "Enter the title"),
        ({"value_ex_vat": Decimal(0)}, "value_ex_vat", "more than £0"),
        ({"value_ex_vat": Decimal("-5")}, "value_ex_vat", "more than £0"),
        ({"value_ex_vat": Decimal("NaN")}, "value_ex_vat", "more than £0"),
        ({"value_ex_vat": Decimal(10) ** 12}, "value_ex_vat", "£9,999,999,999.99 or less"),
        ({"contract_ends_on": date(2027, 3, 31)}, "contract_ends_on", "on or after the start, 1 April 2027"),
        ({"contract_ends_on": date(2127, 3, 31)}, "contract_ends_on", "more than 50 years"),
        ({"commenced_on": date(2026, 11, 22)}, "commenced_on", "not in the future"),
        (
            {"commenced_on": date(2026, 5, 1), "contract_starts_on": date(2026, 4, 1)},
            "commenced_on",
            "on or before the contract starts, 1 April 2026",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(changes, field, words):
    with pytest.raises(Refusal, match=words) as refused:
        check(details(**changes), TODAY)
    assert refused.value.field == field


def test_everything_wrong_is_said_at_once():
    with pytest.raises(Refusal) as refused:
        check(details(title="", value_ex_vat=Decimal(0), contract_ends_on=date(2020, 1, 1)), TODAY)
    assert [field for field, _ in refused.value.errors] == ["title", "value_ex_vat", "contract_ends_on"]


def test_dates_that_are_not_known_yet_are_no_mistake():
    check(details(contract_starts_on=None, contract_ends_on=None), TODAY)


CHANGED = {
    "contract_type": "works",
    "route": "quotation",
    "value_ex_vat": Decimal("90000.00"),
    "vat_rate": "exempt",
    "cpv": "",
    "urgent": True,
    "light_touch": False,
    "commenced_on": date(2026, 2, 1),
}


@pytest.mark.parametrize("name", DECIDING)
def test_a_deciding_fact_is_fixed_once_it_has_commenced(name):
    before = details(commenced_on=date(2026, 3, 2))
    after = details(**{"commenced_on": date(2026, 3, 2), name: CHANGED[name]})
    with pytest.raises(Refusal, match=r"commenced on 2 March 2026.*Enter .* again") as refused:
        check_change(before, after, TODAY)
    assert refused.value.field == name


@pytest.mark.parametrize("name", DECIDING)
def test_a_deciding_fact_may_change_before(name):
    check_change(details(), details(**{name: CHANGED[name]}), TODAY)


@pytest.mark.parametrize("name", DECIDING)
def test_a_correction_puts_right_any_deciding_fact_and_says_what_it_was(name):
    before = details(commenced_on=date(2026, 3, 2))
    after = details(**{"commenced_on": date(2026, 3, 2), name: CHANGED[name]})
    check_correction(before, after, TODAY)
    (fact,) = corrected_words(before, after)
    assert fact["what"] == DECIDING[name] and fact["was"] != fact["is"]


def test_the_words_of_a_correction():
    before = details(commenced_on=date(2026, 3, 2))
    after = details(
        commenced_on=date(2026, 2, 1), value_ex_vat=Decimal("90000"), vat_rate="exempt", urgent=True
    )
    assert corrected_words(before, after) == [
        {"what": "value", "was": "£120,000.00", "is": "£90,000.00"},
        {"what": "VAT rate", "was": "20%", "is": "exempt"},
        {"what": "urgency", "was": "no", "is": "yes"},
        {"what": "day it commenced", "was": "2 March 2026", "is": "1 February 2026"},
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ({}, {"value_ex_vat": Decimal("1")}, "has not commenced, so its details can simply be changed"),
        ({"commenced_on": TODAY}, {}, "Enter the day on which it commenced"),
        ({"commenced_on": TODAY}, {"commenced_on": TODAY}, "Nothing differs"),
        ({"commenced_on": TODAY}, {"commenced_on": TODAY, "title": "Parks"}, "Nothing differs"),
        ({"commenced_on": TODAY}, {"commenced_on": date(2026, 11, 22)}, "not in the future"),
        ({"commenced_on": TODAY}, {"commenced_on": TODAY, "value_ex_vat": Decimal("0")}, "more than £0"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(before, after, message):
    with pytest.raises(Refusal, match=message):
        check_correction(details(**before), details(**after), TODAY)


CARE = LightTouchProposal(
    (Listed("85000000", ServiceKind(key="care", name="Care", sure=False, codes=("85000000",))),), True
)


@pytest.mark.parametrize(
    ("kind", "answer", "proposal", "becomes"),
    [
        ("services", True, CARE, ("light_touch", True)),
        ("services", False, CARE, ("services", False)),
        ("services", True, None, ("services", None)),
        ("services", None, None, ("services", None)),
        ("light_touch", None, CARE, ("light_touch", True)),
        ("light_touch", None, None, ("light_touch", None)),
        ("goods", True, CARE, ("goods", None)),
        ("works", None, CARE, ("works", None)),
    ],
)
def test_a_person_confirms_what_the_code_proposes(kind, answer, proposal, becomes):
    told = confirmed(details(contract_type=kind, light_touch=answer), proposal)
    assert (told.contract_type, told.light_touch) == becomes


def test_services_with_a_listed_code_need_an_answer():
    with pytest.raises(Refusal, match="wholly or mainly for this") as refused:
        confirmed(details(), CARE)
    assert refused.value.field == "light_touch"


def test_other_facts_may_change_after():
    before = details(commenced_on=date(2026, 3, 2))
    check_change(before, details(commenced_on=date(2026, 3, 2), title="Parks", description="More"), TODAY)


OUTCOMES = {
    1: OutcomeOffered(1, "Local economy", True),
    2: OutcomeOffered(2, "Environment", False),
    3: OutcomeOffered(3, "Young people", None),
}
MEASURES = {
    10: MeasureOffered(10, "local-jobs", "Local jobs", 1, Unit.FTE),
    11: MeasureOffered(11, "good-jobs", "Good jobs", 1, Unit.FTE, contained_in=10),
    20: MeasureOffered(20, "waste", "Waste", 2, Unit.NARRATIVE),
}


@pytest.mark.parametrize(
    ("outcomes", "measures", "field", "words"),
    [
        ([2], [], "outcomes", "“Environment” was assessed as not fitting"),
        ([3], [], "outcomes", "Assess “Young people” before you choose it"),
        ([99], [], "outcomes", "Choose from the outcomes of the policy"),
        ([1], [99], "measures", "Choose from the measures of the policy"),
        ([1], [20], "measures", "“Waste” without its outcome, “Environment”"),
    ],
)
def test_a_choice_that_does_not_hold_together_is_refused(outcomes, measures, field, words):
    with pytest.raises(Refusal, match=words) as refused:
        check_choice(outcomes, measures, OUTCOMES, MEASURES)
    assert refused.value.field == field


def test_a_choice_that_fits_passes():
    check_choice([1], [10, 11], OUTCOMES, MEASURES)
    check_choice([], [], OUTCOMES, MEASURES)


def test_a_part_and_its_whole_are_told():
    assert [(part.headline, whole.headline) for part, whole in counted_twice(MEASURES.values())] == [
        ("Good jobs", "Local jobs")
    ]
    assert counted_twice([MEASURES[11]]) == ()


def test_references_count_on():
    assert next_reference("RMBC", 2026, None) == "RMBC-2026-001"
    assert next_reference("RMBC", 2026, "RMBC-2026-009") == "RMBC-2026-010"
    assert next_reference("RMBC", 2026, "RMBC-2026-999") == "RMBC-2026-1000"
