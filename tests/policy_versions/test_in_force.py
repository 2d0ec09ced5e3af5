"""Which version is in force on a day: of one council, of every council, and of the law."""

from datetime import date
from decimal import Decimal

import pytest

from councils.organisations.models import Council
from councils.policies import queries
from councils.policies.domain.repeats import Purchase
from councils.policies.domain.words import ContractType
from councils.policies.models import PolicyVersion
from measures import services as measures
from socialvalue.access.domain import Actor, NotFound
from tests.factories import councils as people
from tests.factories import policies as make
from tests.policies.builders import facts

MARCH, APRIL = date(2027, 3, 31), date(2027, 4, 1)


def newer(policy: PolicyVersion, begins: str) -> PolicyVersion:
    """A published version of the same policy that begins on that day."""
    text = make.new_text(policy.source, f"from {begins}", begins)
    return measures.load_framework(path=None, text=text, name="newer.yaml").policy


def everywhere(actor, day: date) -> list[PolicyVersion]:
    return queries.in_force_everywhere(actor, day)


def test_on_its_last_day_it_is_in_force_and_not_on_the_next(policy, administrator):
    PolicyVersion.objects.filter(pk=policy.pk).update(ends_on=MARCH)
    assert queries.in_force(administrator, policy.council_id, MARCH) == policy
    assert everywhere(administrator, MARCH) == [policy]
    with pytest.raises(NotFound):
        queries.in_force(administrator, policy.council_id, APRIL)
    assert everywhere(administrator, APRIL) == []


def test_of_every_council_the_version_that_began_last(policy, administrator):
    """The first began on an unknown day, and so before any other."""
    april, may = newer(policy, "2027-04-01"), newer(policy, "2027-05-01")
    expected = {MARCH: policy, APRIL: april, date(2027, 4, 30): april, date(2027, 5, 1): may}
    for day, version in expected.items():
        assert queries.in_force(administrator, policy.council_id, day) == version
        assert everywhere(administrator, day) == [version]


def test_of_every_council_one_version_by_the_name_of_the_council(policy):
    people.invented_council()
    newer(policy, "2027-04-01")
    found = everywhere(Actor.public(), APRIL)
    assert [(one.council.slug, one.number) for one in found] == [
        ("otherham", "version as published, undated"),
        ("rotherham", "from 2027-04-01"),
    ]


def test_the_law_decides_on_its_last_day_and_no_longer(policy, administrator):
    PolicyVersion.objects.filter(council=None).update(ends_on=MARCH)
    decide = queries.judge(administrator, policy)
    assert decide(facts(commenced_on="2027-03-31"))
    with pytest.raises(NotFound, match="no law is loaded for that day"):
        decide(facts(commenced_on="2027-04-01"))
    assert len(queries.laws(administrator, MARCH)) == 1 and queries.laws(administrator, APRIL) == []


def test_a_later_law_decides_from_its_first_day(policy, administrator):
    """The later one has one rule, so that it can be seen which of the two decided."""

    def asks_little(values):
        values["rules"] = values["rules"][:1]
        values["rules"][0]["then"] = {"effect": "cost_limit", "text": "The later law."}
        values["rules"][0].pop("when", None)

    law = PolicyVersion.objects.get(council=None)
    text = make.new_text(law.source, "later", "2027-04-01", asks_little)
    later = measures.load_framework(path=None, text=text, name="national.yaml").policy
    decide = queries.judge(administrator, policy)
    for day, expected in ((MARCH, law), (APRIL, later)):
        assert queries.in_force(administrator, None, day) == expected
        assert queries.laws(administrator, day) == [expected]
        told = facts(commenced_on=day.isoformat())
        said = {one.sentence for one in decide(told)}
        assert ("The later law." in said) is (expected == later)
        assert {one.sentence for one in queries.requirements(administrator, policy, told)} == said


def test_each_council_is_compared_as_the_authority_that_it_is(policy, administrator):
    """£150,000 and VAT of 20% are £180,000: over the threshold of central government, £135,018, and not over that of
    councils, £207,720."""
    told = {
        key: value
        for key, value in vars(facts("150000.00", commenced_on="2026-11-02")).items()
        if key != "authority"
    }

    def is_duty() -> bool:
        (answer,) = queries.compared(administrator, told).answers
        return next(one for one in answer.requirements if one.slot == "considerations").effect.is_duty

    assert told["value_ex_vat"] * (1 + told["vat_rate"]) == Decimal("180000")
    assert not is_duty()
    Council.objects.filter(pk=policy.council_id).update(authority="central")
    assert is_duty()


def test_what_counts_as_again_is_the_councils_own_choice_where_it_made_one(policy, administrator):
    """Two of £95,000 and £98,000 within a year are just below £100,000 to the nation's file; a council that chose three
    is told of three."""

    def three(values):
        values["repeated_purchases"] = {
            "within_percent": 10,
            "within_days": 365,
            "at_least": 3,
            "same_digits": 3,
            "why": "Cabinet chose three.",
        }

    text = make.new_text(policy.source, "2027", "2027-04-01", three)
    own = measures.load_framework(path=None, text=text, name="own.yaml").policy
    bought = [
        Purchase(number, ContractType.SERVICES, "85000000", Decimal(value), Decimal("0.20"), date(2027, 5, 1))
        for number, value in (("1", "95000"), ("2", "98000"), ("3", "99000"))
    ]

    def told(version, purchases):
        found = queries.repeats(administrator, version, date(2027, 5, 1), purchases)
        return [len(one.purchases) for one in found if one.line.amount == Decimal("100000")]

    assert (told(policy, bought[:2]), told(policy, bought)) == ([2], [3])
    assert (told(own, bought[:2]), told(own, bought)) == ([], [3])
