"""What of a draft's file is kept beside it, who may still change it, and what becomes of the council when it is published."""

from datetime import date

import pytest
from django.urls import reverse

from councils.organisations.models import Council
from councils.policies import queries, services
from councils.policies.models import Outcome, PolicyVersion
from measures import services as measures
from socialvalue.access.domain import Refusal
from socialvalue.access.models import AuditEntry
from tests.factories import policies as make

APRIL = date(2027, 4, 1)


def fresh(policy):
    return PolicyVersion.objects.get(pk=policy.pk)


def test_a_draft_may_begin_on_an_unknown_day(policy, administrator):
    """As the version that it replaces does; the day is chosen when it is published."""
    text = policy.source.replace("version: version as published, undated", "version: second", 1)
    made = make.uploaded(administrator, text)
    assert (made.begins_on, made.begins_unknown) == (None, True)
    measures.publish(policy=made, begins=APRIL, version=made.version, by=administrator)
    assert (fresh(made).begins_on, fresh(made).begins_unknown) == (APRIL, False)


def test_of_a_long_file_name_the_end_is_kept(text, administrator):
    """Two hundred letters fit; the ending is what tells a policy file."""
    made = make.uploaded(administrator, text("2027", "2027-04-01"), f"{'p' * 300}.YAML")
    assert made.file_name == f"{'p' * 195}.YAML"


def test_a_file_may_be_as_large_as_is_said_and_no_larger(text, administrator, monkeypatch):
    content = text("2027", "2027-04-01").encode()
    monkeypatch.setattr("councils.policies.services.drafting.MOST_BYTES", len(content))
    with pytest.raises(Refusal, match="MB or smaller"):
        services.upload(file_name="p.yaml", content=content + b"#", by=administrator)
    assert services.upload(file_name="p.yaml", content=content, by=administrator).status == "draft"


def test_only_a_draft_is_settled(unsettled, draft, administrator, approver):
    """What waits for approval is taken back first, or whoever approves it sees another file than was asked for."""
    services.ask(policy=draft, begins=APRIL, version=draft.version, by=administrator)
    services.withdraw(policy=unsettled, version=unsettled.version, by=administrator)
    for policy in (fresh(draft), fresh(unsettled)):
        told = {"governs": "weight", "over": "second-weight", "because": "The stricter."}
        with pytest.raises(Refusal, match="Only a draft can be changed"):
            services.settle(policy=policy, version=policy.version, by=administrator, **told)
        assert fresh(policy).source == policy.source


def test_the_history_keeps_which_rule_governs_and_why(as_, unsettled, administrator):
    told = {"governs": "weight", "over": "second-weight", "because": "The stricter."}
    services.settle(policy=unsettled, version=unsettled.version, by=administrator, **told)
    entry = AuditEntry.objects.get(act="settled which rule of the policy governs")
    assert (entry.user_id, entry.detail) == (administrator.user_id, told)
    page = as_(administrator).get(reverse("policies:history", args=[unsettled.uid])).content.decode()
    assert "The stricter." in page


def test_the_council_changes_with_the_version_that_is_published_and_not_before(text, policy, administrator):
    def change(values):
        values["council"]["colour"] = "#112233"
        values["council"]["returns"]["due_after_days"] = 14

    def council():
        return Council.objects.values_list("colour", "returns_due_after_days").get(pk=policy.council_id)

    made = make.uploaded(administrator, text("2027", "2027-04-01", change))
    assert council() == ("#00594f", 28)
    measures.publish(policy=made, begins=APRIL, version=made.version, by=administrator)
    assert council() == ("#112233", 14)


def test_outcomes_stand_in_the_order_of_the_file_with_their_priorities(policy):
    """As the table at the end of the policy has them."""
    rows = Outcome.objects.filter(policy=policy).order_by("position").values_list("key", "priority__key")
    assert list(rows) == [
        ("living-standards", "prosperity"),
        ("local-economy", "prosperity"),
        ("young-people", "children"),
        ("equality", "adults"),
        ("voluntary-sector", "community"),
        ("environment", "community"),
    ]


def test_only_what_is_published_can_be_reviewed(as_, draft, policy, administrator):
    browser = as_(administrator)
    assert browser.get(reverse("policies:review_done", args=[policy.uid, 0])).status_code == 200
    assert browser.get(reverse("policies:review_done", args=[draft.uid, 0])).status_code == 404


def test_beside_a_version_stand_the_other_published_ones_and_the_law(draft, policy, administrator):
    law = PolicyVersion.objects.get(council=None)
    assert queries.others(administrator, policy) == [law]
    measures.publish(policy=draft, begins=APRIL, version=draft.version, by=administrator)
    assert set(queries.others(administrator, policy)) == {law, draft}
    assert set(queries.others(administrator, fresh(draft))) == {law, policy}
