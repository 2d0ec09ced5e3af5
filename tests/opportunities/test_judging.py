"""The facts by which a procurement is judged: put right on the record, confirmed by a person, looked at side by side."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.opportunities import queries, services
from procurement.opportunities.models import Correction, Procurement
from socialvalue.access.domain import Denied, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import contracts as make_contracts
from tests.factories import councils as people
from tests.factories import opportunities as make

WHY = "The extension of one year was left out; see the signed brief."


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


@pytest.fixture
def lead(rotherham):
    return people.staff(rotherham, Role.PROCUREMENT_LEAD)


@pytest.fixture
def small(rotherham):
    """Grounds maintenance for £90,000 that commenced on 2 March 2026: below the policy's line of £100,000."""
    return make.draft_procurement(rotherham, value_ex_vat=Decimal("90000"), commenced_on=date(2026, 3, 2))


def weighting(procurement: Procurement) -> list[str]:
    return list(procurement.requirement_rows.filter(kind="weighting").values_list("sentence", flat=True))


def correct(procurement: Procurement, by, **told) -> Correction:
    told = {"reason": WHY, "version": procurement.version, **told}
    return services.correct_facts(procurement=procurement, by=by, **told)


def test_a_correction_is_judged_by_the_rules_of_the_day_it_commenced_and_stays_on_record(small, lead):
    """£90,000 is below Rotherham's line of £100,000, £130,000 is over it: a weighting of 20% is now required."""
    assert not weighting(small)
    made = correct(small, lead, value_ex_vat=Decimal("130000"))
    small.refresh_from_db()
    assert weighting(small) == ["Social value counts for exactly 20% of the overall score."]
    assert (small.value_ex_vat, small.commenced_on) == (Decimal("130000.00"), date(2026, 3, 2))
    assert small.lot_rows.get().value_ex_vat == Decimal("130000.00")
    assert made.facts == [{"what": "value", "was": "£90,000.00", "is": "£130,000.00"}]
    assert made.added and weighting(small)[0] in made.added and made.corrected_by_id == lead.user_id
    row = AuditEntry.objects.get(act="corrected a settled fact")
    assert row.detail["fields"] == ["value_ex_vat"] and row.detail["reason"] == WHY


def test_another_day_is_judged_by_the_law_of_that_day(small, lead):
    """With VAT £90,000 x 1.2 = £108,000; £175,000 x 1.2 = £210,000 is above £207,720 (2026) and below £214,904 (2025)."""
    correct(small, lead, value_ex_vat=Decimal("175000"))
    assert not small.requirement_rows.get(kind="considerations").voluntary
    small.refresh_from_db()
    correct(small, lead, commenced_on=date(2025, 12, 31))
    assert small.requirement_rows.get(kind="considerations").voluntary


def test_what_did_not_change_is_said(small, lead):
    made = correct(small, lead, value_ex_vat=Decimal("91000"))
    assert (made.added, made.dropped) == ([], [])


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({}, "Nothing differs"),
        ({"value_ex_vat": Decimal("0")}, "more than £0"),
        ({"value_ex_vat": Decimal("95000"), "reason": "  "}, "Say why"),
        ({"commenced_on": None}, "Enter the day on which it commenced"),
        ({"commenced_on": date(2016, 1, 1)}, "No UK threshold"),
        ({"cpv": "85000000"}, "wholly or mainly for this"),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(small, lead, told, problem):
    before = Procurement.objects.filter(pk=small.pk).values().get()
    with pytest.raises(Refusal, match=problem):
        correct(small, lead, **told)
    assert Procurement.objects.filter(pk=small.pk).values().get() == before
    assert not Correction.objects.exists()


def test_one_of_two_corrections_is_told(small, lead):
    stale = small.version
    correct(small, lead, value_ex_vat=Decimal("95000"))
    with pytest.raises(Stale):
        correct(small, lead, value_ex_vat=Decimal("96000"), version=stale)
    assert Correction.objects.count() == 1


def test_only_a_lead_corrects(small, rotherham):
    with pytest.raises(Denied):
        correct(small, make.commissioner(rotherham), value_ex_vat=Decimal("95000"))


def test_nothing_is_corrected_once_the_contract_is_signed(rotherham):
    contract = make_contracts.signed_contract(rotherham)
    by = people.staff(rotherham, Role.PROCUREMENT_LEAD)
    assert not queries.may_be_corrected(by, contract.procurement)
    with pytest.raises(Refusal, match="The contract is signed"):
        correct(contract.procurement, by, value_ex_vat=Decimal("130000"))
    assert not Correction.objects.exists()


def test_the_page_shows_the_facts_takes_a_correction_and_prints_it(client, small, lead):
    client.force_login(people.user_of(lead))
    address = reverse("opportunities:correct", args=[small.uid])
    details = client.get(reverse("opportunities:details", args=[small.uid])).content.decode()
    assert address in details
    page = client.get(address).content.decode()
    assert 'value="90000"' in page and 'name="title"' not in page
    posted = {
        "contract_type": "services",
        "route": "tender",
        "value_ex_vat": "130,000",
        "vat_rate": "0.20",
        "cpv": "77310000",
        "urgent": "no",
        "commenced_on_0": "2",
        "commenced_on_1": "3",
        "commenced_on_2": "2026",
        "version": small.version,
    }
    page = client.post(address, posted).content.decode()
    assert "Say why the fact was wrong" in page and 'value="130,000"' in page
    page = client.post(address, {**posted, "reason": WHY}, follow=True).content.decode()
    assert "The value was £90,000.00, and is £130,000.00." in page and WHY in page
    assert "Now required: Social value counts for exactly 20% of the overall score." in page


def test_a_procurement_that_has_not_commenced_is_simply_changed(client, rotherham, lead):
    draft = make.draft_procurement(rotherham)
    client.force_login(people.user_of(lead))
    assert client.get(reverse("opportunities:correct", args=[draft.uid])).status_code == 302
    shown = client.get(reverse("opportunities:details", args=[draft.uid])).content.decode()
    assert "Correct a settled fact" not in shown


# Light touch


def test_a_listed_code_is_asked_about_and_a_yes_makes_it_light_touch(rotherham):
    by = make.commissioner(rotherham)
    with pytest.raises(Refusal, match="wholly or mainly"):
        make.draft_procurement(rotherham, by, cpv="85000000")
    yes = make.draft_procurement(rotherham, by, cpv="85000000", light_touch=True)
    no = make.draft_procurement(rotherham, by, cpv="85000000", light_touch=False)
    assert (yes.contract_type, yes.light_touch) == ("light_touch", True)
    assert (no.contract_type, no.light_touch) == ("services", False)


def test_what_would_be_required_is_told_by_the_confirmed_type(rotherham):
    told = {**make.GROUNDS, "cpv": "85000000", "value_ex_vat": Decimal("250000")}
    by = make.commissioner(rotherham)
    assert queries.preview(by, {**told, "light_touch": True}).facts.contract_type.value == "light_touch"
    assert queries.preview(by, {**told, "light_touch": False}).facts.contract_type.value == "services"


def test_the_question_appears_beside_its_field_and_only_then(client, rotherham):
    client.force_login(people.user_of(make.commissioner(rotherham)))
    new = reverse("opportunities:new")
    assert "light touch services?" not in client.get(new).content.decode()
    posted = {
        "uid": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
        "title": "Home care",
        "service_area_id": str(people.area(rotherham).pk),
        "contract_type": "services",
        "route": "tender",
        "value_ex_vat": "700000",
        "vat_rate": "exempt",
        "cpv": "85000000",
        "urgent": "no",
        **{f"contract_starts_on_{at}": part for at, part in enumerate(("1", "4", "2027"))},
        **{f"contract_ends_on_{at}": part for at, part in enumerate(("31", "3", "2031"))},
    }
    page = client.post(new, posted).content.decode()
    assert "Say whether the contract is wholly or mainly for this" in page
    assert "CPV 85000000" in page and "Check the code against Schedule 1" in page
    page = client.post(new, {**posted, "light_touch": "yes"}).content.decode()
    assert "Is it wholly or mainly for light touch services?" in page and "Open the procurement" in page
    client.post(new, {**posted, "light_touch": "yes", "confirmed": "yes"})
    assert Procurement.objects.get().contract_type == "light_touch"


def test_a_notice_whose_code_is_listed_waits_for_the_answer(rotherham):
    """A notice asks nobody: the assessment is not complete until a person has said what the contract is mainly for."""
    by = make.commissioner(rotherham)
    made = make.draft_procurement(rotherham, by, cpv="85000000", light_touch=False)
    assert not [gap for gap in queries.readiness(by, made).gaps if gap.task == "details"]
    Procurement.objects.filter(pk=made.pk).update(light_touch=None)
    (gap,) = [
        gap for gap in queries.readiness(by, queries.procurement(by, made.uid)).gaps if gap.task == "details"
    ]
    assert gap.sentence.startswith("Say whether the contract is wholly or mainly for this. CPV 85000000")


def test_an_urgent_purchase_owes_no_considerations(rotherham):
    """£250,000 and VAT is above the threshold of £207,720 for services: a duty, but for urgency."""
    owed = make.draft_procurement(rotherham, value_ex_vat=Decimal("250000"))
    urgent = make.draft_procurement(rotherham, value_ex_vat=Decimal("250000"), urgent=True)
    assert not owed.requirement_rows.get(kind="considerations").voluntary
    assert not urgent.requirement_rows.filter(kind="considerations", voluntary=False).exists()


@pytest.mark.parametrize(("kind", "route"), [("grant", "grant"), ("services", "in_house")])
def test_grants_and_in_house_services_are_judged_too(rotherham, kind, route):
    made = make.draft_procurement(rotherham, contract_type=kind, route=route)
    assert made.requirement_rows.exists()


# The same need again and again


def test_two_purchases_just_below_the_line_raise_a_flag(client, rotherham, lead):
    """£95,000 and £98,000 are each at most a tenth below £100,000 (£90,000 or more): £193,000 together."""
    first = make.draft_procurement(rotherham, value_ex_vat=Decimal("95000"), commenced_on=date(2026, 1, 5))
    assert queries.repeats(lead, first) == ()
    second = make.draft_procurement(rotherham, value_ex_vat=Decimal("98000"))
    found = [one for one in queries.repeats(lead, second) if one.line.amount == Decimal("100000")]
    assert [one.reference for one in found[0].purchases] == [first.reference, second.reference]
    assert found[0].total == Decimal("193000.00")
    client.force_login(people.user_of(lead))
    for name in ("details", "requirements"):
        page = client.get(reverse(f"opportunities:{name}", args=[first.uid])).content.decode()
        assert "Two purchases of the same need" in page and second.reference in page


@pytest.mark.parametrize(
    "other",
    [
        {"value_ex_vat": Decimal("89999.99")},  # more than a tenth below
        {"value_ex_vat": Decimal("100000.01")},  # above the line
        {"commenced_on": date(2025, 11, 21)},  # a year of 365 days before
        {"cpv": "45000000"},
        {"contract_type": "works"},
    ],
)
def test_other_purchases_raise_none(rotherham, lead, other):
    told = {"value_ex_vat": Decimal("95000"), "commenced_on": date(2026, 11, 21)}
    make.draft_procurement(rotherham, **{**told, **other})
    second = make.draft_procurement(rotherham, **told)
    assert not [one for one in queries.repeats(lead, second) if one.line.amount == Decimal("100000")]


def test_purchases_of_another_service_raise_none(rotherham, lead):
    told = {"value_ex_vat": Decimal("95000"), "commenced_on": date(2026, 11, 21)}
    other = queries.service_areas(lead)[-1]
    assert other != people.area(rotherham)
    make.draft_procurement(rotherham, lead, service_area_id=other.pk, **told)
    assert not queries.repeats(lead, make.draft_procurement(rotherham, lead, **told))
