"""What everybody may read of policies: each council's, and several side by side."""

import pytest
from django.urls import reverse

from councils.organisations.models import Council
from councils.policies.models import PolicyVersion
from tests.factories import policies as make
from tests.policy_pages.test_pages import NASTY, PRINTED

ASKED = {
    "value_ex_vat": "120000",
    "vat_rate": "0.20",
    "contract_type": "services",
    "route": "tender",
    "commenced_on": "2026-06-01",
}
COMPARE = reverse("public_policies:compare")
AS_JSON = reverse("public_policies:compare_json")


@pytest.fixture
def neighbour(rotherham):
    """A second council with the same file but a line at £200,000."""
    own = PolicyVersion.objects.get(council=rotherham)
    council = Council.objects.create(
        slug="neighbour", name="Neighbour Council", short_name="Neighbour", reference_prefix="NC"
    )
    text = own.source.replace("slug: rotherham", "slug: neighbour").replace("100000", "200000")
    assert text.count("200000") > 1
    return PolicyVersion.objects.create(
        council=council,
        title=own.title,
        number="1",
        begins_unknown=True,
        status="published",
        source=text,
        checksum="neighbour",
        loaded_at=own.loaded_at,
        published_at=own.loaded_at,
    )


def asked(**other):
    return ASKED | other


def test_the_list_names_each_council_with_its_policy_and_the_law(client, neighbour):
    page = client.get(reverse("public_policies:list")).content.decode()
    for policy in PolicyVersion.objects.all():
        assert reverse("public_policies:policy", args=[policy.uid]) in page
    assert "Neighbour Council" in page and "Rotherham Metropolitan Borough Council" in page
    assert COMPARE in page


def test_with_nothing_loaded_the_list_says_so(client, db):
    assert "policy is loaded yet" in client.get(reverse("public_policies:list")).content.decode()


def test_a_policy_is_read_without_signing_in_and_no_link_leads_to_a_closed_door(client, rotherham):
    policy = PolicyVersion.objects.get(council=rotherham)
    page = client.get(reverse("public_policies:policy", args=[policy.uid])).content.decode()
    assert "What it requires" in page and 'id="governance"' in page
    assert "/policy/" not in page and "/measures/" not in page


def test_a_draft_is_nobodys_but_its_councils(client, neighbour):
    make.back_to_draft(neighbour)
    assert client.get(reverse("public_policies:policy", args=[neighbour.uid])).status_code == 404
    assert "Neighbour" not in client.get(reverse("public_policies:list")).content.decode()
    assert "Neighbour" not in client.get(COMPARE, ASKED).content.decode()


def test_side_by_side_with_each_clause_one_link_away(client, neighbour, rotherham):
    """£120,000 is over the one council's £100,000 and not over the other's £200,000."""
    page = client.get(COMPARE, ASKED).content.decode()
    assert "£120,000.00 excluding VAT (VAT at 20%) for services, by a tender, on 1 June 2026" in page
    assert "Social value must be part of this procurement." in page
    assert "Social value is encouraged here: include it where you can." in page
    own = PolicyVersion.objects.get(council=rotherham)
    law = PolicyVersion.objects.get(council=None)
    for policy in (own, neighbour, law):
        assert f"{reverse('public_policies:policy', args=[policy.uid])}#" in page
    assert "Asks nothing here" in page  # the neighbour sets no weighting below its line


@pytest.mark.parametrize(
    ("value", "levels"), [("100000", 0), ("100000.01", 1), ("200000", 1), ("200000.01", 2)]
)
def test_each_line_from_both_sides(client, neighbour, value, levels):
    """Required by the first council over £100,000, by the second over £200,000; both strictly."""
    said = client.get(AS_JSON, asked(value_ex_vat=value)).json()
    required = [
        council["council"]
        for council in said["councils"]
        for one in council["requirements"]
        if one["kind"] == "obligation" and one["details"]["level"] == "required"
    ]
    assert (
        required == ["rotherham", "neighbour"][:levels]
        if levels < 2
        else sorted(required) == ["neighbour", "rotherham"]
    )


def test_only_the_councils_that_were_chosen(client, neighbour):
    said = client.get(AS_JSON, asked(councils="neighbour")).json()
    assert [council["council"] for council in said["councils"]] == ["neighbour"]


def test_the_json_says_all_that_the_page_says(client, rotherham):
    """The question, the version, and each requirement with its sentence, reading, reason and full addresses of clauses."""
    said = client.get(AS_JSON, ASKED).json()
    assert said["asked"]["value_ex_vat"] == "120000" and said["asked"]["commenced_on"] == "2026-06-01"
    (council,) = said["councils"]
    weighting = next(one for one in council["requirements"] if one["kind"] == "weighting")
    assert weighting["details"]["form"] == "fixed" and weighting["set_by"] == "rotherham"
    assert weighting["reading"] == "quoted" and weighting["because"].startswith("£120,000.00 excluding VAT")
    assert all(
        clause["url"].startswith("http://testserver/register/policies/") for clause in weighting["clauses"]
    )
    assert council["policy"]["begins"] is None and council["policy"]["title"] == "Social Value Policy"
    assert said["law"]["requirements"] == []  # £144,000.00 with VAT is under every threshold of 2026
    above = client.get(AS_JSON, asked(value_ex_vat="250000")).json()["law"]["requirements"]
    assert above and all(one["set_by"] == "law" for one in above)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"value_ex_vat": ""}, "value_ex_vat", "Enter the value excluding VAT"),
        ({"value_ex_vat": "-1"}, "value_ex_vat", "must be £0 or more"),
        ({"value_ex_vat": "lots"}, "value_ex_vat", "must be a number"),
        ({"value_ex_vat": "9" * 12}, "value_ex_vat", "or less"),
        ({"vat_rate": "0.17"}, "vat_rate", "Choose from the list"),
        ({"contract_type": "magic"}, "contract_type", "Choose from the list"),
        ({"route": ""}, "route", "Choose how it is bought"),
        ({"category": "<script>"}, "category", "Enter a CPV code of 8 numbers"),
        ({"commenced_on": "2026-02-30"}, "commenced_on", "Enter the day, month and year"),
        ({"commenced_on": "1999-01-01"}, "commenced_on", ""),
        ({"councils": "atlantis"}, "councils", "Choose from the list"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_box(client, rotherham, wrong, field, words):
    """On the page beside the box with what was typed kept; to a program as 400."""
    answer = client.get(AS_JSON, asked(**wrong))
    assert answer.status_code == 400
    assert any(words in message for message in answer.json()["errors"][field])
    page = client.get(COMPARE, asked(**wrong))
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert "Why" not in page.content.decode()


def test_asked_for_nothing_the_json_says_what_to_ask(client, rotherham):
    assert client.get(AS_JSON).status_code == 400
    assert "There is a problem" not in client.get(COMPARE).content.decode()


def test_text_stays_text(client, neighbour):
    Council.objects.filter(slug="neighbour").update(short_name=NASTY, name=NASTY)
    page = client.get(COMPARE, ASKED).content.decode()
    assert PRINTED in page and NASTY not in page
