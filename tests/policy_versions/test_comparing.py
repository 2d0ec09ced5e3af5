"""What a draft would change, in words, and for which procurements."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from councils.policies.domain.differing import differences
from councils.policies.domain.file import read_framework
from procurement.opportunities import queries
from tests.factories import opportunities as procurements
from tests.factories import policies as make


def read(text):
    return read_framework(text, "a.yaml", unsettled=True)


def test_the_same_file_has_no_differences(policy):
    assert differences(read(policy.source), read(policy.source)).none


def test_each_difference_is_found_and_no_other(policy):
    def change(values):
        rules = values["rules"]
        del rules[[rule["key"] for rule in rules].index("another-weight-is-an-exception")]
        rules[[rule["key"] for rule in rules].index("weight")]["then"]["percent"] = 25
        rules.append(
            {
                "key": "brand-new",
                "when": {"value": {"over": 300000}},
                "then": {"effect": "proportionality", "tests": ["relevant", "proportionate"]},
                "clauses": ["framework-weight"],
                "reading": "quoted",
            }
        )
        values["outcomes"][0]["name"] = "Another name"
        values["measures"] = [one for one in values["measures"] if one["key"] != "emissions"]
        values["policy"]["owner"] = "Somebody else"
        values["council"]["short_name"] = "Rother"

    found = differences(read(policy.source), read(make.new_text(policy.source, "2027", "2027-04-01", change)))
    assert [rule.key for rule in found.rules_added] == ["brand-new"]
    assert [rule.key for rule in found.rules_dropped] == ["another-weight-is-an-exception"]
    assert [(one.after.key, one.what) for one in found.rules_changed] == [("weight", ("what it requires",))]
    assert found.facts == (
        ("Version", "version as published, undated", "2027"),
        ("In force from", "Not known", "1 April 2027"),
        ("Led by", "Leader of the Council and chief executive", "Somebody else"),
    )
    assert found.others == ("the council's short name",)
    lists = {one.title: (one.added, one.dropped, one.changed) for one in found.lists}
    assert lists["Outcomes"] == ((), (), ("Another name",))
    assert len(lists["Measures"][1]) == 1 and set(lists) == {"Outcomes", "Measures"}


def test_the_page_says_it_in_sentences_with_clauses(as_, administrator, draft, policy):
    page = as_(administrator).get(reverse("policies:draft", args=[draft.uid])).content.decode()
    assert "Different: what it requires" in page
    assert "20% of the overall" in page and "25% of the overall" in page
    assert f"{policy.get_absolute_url()}#framework-weight" in page
    assert f"{draft.get_absolute_url()}#framework-weight" in page
    assert "1 April 2027" in page and "Rules added" not in page


@pytest.fixture
def two(rotherham, at):
    """One procurement over the amount from which a weight is asked, and one below."""
    at("2026-11-02")
    large = procurements.judged_procurement(rotherham, value_ex_vat=Decimal("120000"))
    small = procurements.judged_procurement(rotherham, value_ex_vat=Decimal("60000"))
    return large, small


def test_only_what_would_be_judged_differently_is_listed(as_, administrator, draft, two):
    effect = queries.judged_by(administrator, draft)
    assert [one.procurement for one in effect.otherwise] == [two[0]]
    (change,) = effect.otherwise[0].changes
    assert "20%" in change.before and "25%" in change.after
    assert effect.looked_at == 2
    page = as_(administrator).get(reverse("opportunities:judged_by", args=[draft.uid])).content.decode()
    assert two[0].title in page and "25%" in page


def test_what_commenced_before_the_draft_begins_stays(administrator, draft, two):
    """The day before it begins it stays, on the day itself it changes."""
    large = two[0]
    for day, touched in ((date(2027, 3, 31), False), (date(2027, 4, 1), True)):
        type(large).objects.filter(pk=large.pk).update(commenced_on=day)
        found = queries.judged_by(administrator, draft)
        assert (large in [one.procurement for one in found.otherwise]) is touched
