"""From a draft to the policy: settled, asked for, approved by somebody else, and never changed again."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from councils.policies import queries, services
from councils.policies.models import Outcome, PolicyVersion
from councils.policies.services import Loaded
from measures import services as measures
from measures.models import Measure
from socialvalue.access.domain import Denied, Refusal, Role, Stale
from socialvalue.access.models import AuditEntry
from tests.factories import councils as people
from tests.factories import policies as make

APRIL = date(2027, 4, 1)


def fresh(policy):
    return PolicyVersion.objects.get(pk=policy.pk)


def ask(policy, by, begins=APRIL):
    services.ask(policy=policy, begins=begins, version=policy.version, by=by)
    return fresh(policy)


def publish(policy, by, begins=APRIL):
    return measures.publish(policy=policy, begins=begins, version=policy.version, by=by)


def test_somebody_else_publishes_it_with_all_its_parts(draft, administrator, approver, at):
    at("2026-11-02")
    asked = ask(draft, administrator)
    assert (asked.status, asked.asked_by_id) == ("asked", administrator.user_id)
    publish(asked, approver)
    made = fresh(draft)
    assert (made.status, made.published_by_id) == ("published", approver.user_id)
    assert str(made.published_at.date()) == "2026-11-02"
    says = queries.framework(made)
    assert [o.key for o in Outcome.objects.filter(policy=made)] == [o.key for o in says.outcomes]
    assert Measure.objects.filter(policy=made).count() == len(says.measures)
    acts = list(AuditEntry.objects.filter(record_id=made.pk, record_type="policies.policyversion"))
    assert [one.act for one in reversed(acts)] == [
        "uploaded a draft of the policy",
        "asked for the policy to be published",
        "published the policy",
    ]


def test_it_is_in_force_from_its_day_and_not_a_day_before(draft, policy, administrator, approver):
    publish(ask(draft, administrator), approver)
    for day, expected in ((date(2027, 3, 31), policy), (APRIL, draft), (date(2028, 4, 1), draft)):
        assert queries.in_force(administrator, policy.council_id, day) == expected


def test_whoever_asks_may_not_approve(draft, administrator, approver):
    asked = ask(draft, administrator)
    with pytest.raises(Denied, match="somebody else must approve"):
        publish(asked, administrator)
    assert fresh(draft).status == "asked" and not Outcome.objects.filter(policy=draft).exists()


def test_another_administrator_may_approve(rotherham, draft, administrator):
    second = people.staff(rotherham, Role.ADMINISTRATOR)
    assert publish(ask(draft, administrator), second).status == "published"


def test_an_administrator_with_a_second_person_does_not_publish_alone(draft, administrator, approver):
    with pytest.raises(Refusal, match="Somebody else must approve"):
        publish(draft, administrator)
    assert fresh(draft).status == "draft"


def test_the_only_one_publishes_alone_and_the_page_says_so(as_, draft, administrator):
    browser = as_(administrator)
    page = browser.get(reverse("policies:draft", args=[draft.uid])).content.decode()
    assert "you may publish this alone" in page and reverse("measures:publish", args=[draft.uid]) in page
    with pytest.raises(Refusal, match="Nobody else at your council"):
        ask(draft, administrator)
    address = reverse("measures:publish", args=[draft.uid])
    assert "you may publish this alone" in browser.get(address).content.decode()
    sent = {"begins_0": "1", "begins_1": "5", "begins_2": "2027", "version": draft.version}
    assert browser.post(address, sent).status_code == 302
    assert (fresh(draft).status, fresh(draft).begins_on) == ("published", date(2027, 5, 1))


def test_a_person_who_may_no_longer_sign_in_is_no_second_person(draft, administrator, approver):
    user = people.user_of(approver)
    user.is_active = False
    user.save()
    assert queries.second_people(administrator) == []
    assert publish(draft, administrator).status == "published"


def test_the_day_is_written_into_the_file_beside_its_comments(draft, administrator, approver):
    asked = ask(draft, administrator, date(2027, 6, 1))
    assert "begins: 2027-06-01" in asked.source and asked.begins_on == date(2027, 6, 1)
    comments = [line for line in draft.source.split("\n") if line.strip().startswith("#")]
    assert len(comments) > 5 and all(line in asked.source for line in comments)
    assert queries.framework(asked).policy.begins == date(2027, 6, 1)


def test_it_may_not_begin_before_the_version_that_it_replaces(draft, administrator, approver, text):
    """The first replaces a version of an unknown day; the next one replaces the first, from its own day on at most."""
    publish(ask(draft, administrator), approver)
    later = make.uploaded(administrator, text("2028", "2028-04-01", make.weight(30)))
    with pytest.raises(Refusal, match="31 March 2027 is before 1 April 2027"):
        ask(later, administrator, date(2027, 3, 31))
    assert fresh(later).source == later.source and fresh(later).status == "draft"
    assert ask(later, administrator, APRIL).begins_on == APRIL


def test_two_drafts_of_one_name_are_not_both_published(draft, administrator, approver, text):
    twin = make.uploaded(administrator, text("2027", "2027-04-01", make.weight(30)))
    one, two = ask(draft, administrator), ask(twin, administrator)
    publish(one, approver)
    with pytest.raises(Refusal, match="is published already"):
        publish(two, approver)
    assert fresh(twin).status == "asked"


def test_what_was_published_in_between_stops_an_earlier_day(draft, administrator, approver, text):
    early = ask(make.uploaded(administrator, text("2026b", "2026-12-01")), administrator, date(2026, 12, 1))
    publish(ask(draft, administrator), approver)
    with pytest.raises(Refusal, match="1 December 2026 is before 1 April 2027"):
        publish(early, approver, early.begins_on)


def test_rules_that_cannot_both_hold_are_settled_first(as_, unsettled, administrator, approver):
    with pytest.raises(Refusal, match="First settle"):
        ask(unsettled, administrator)
    browser = as_(administrator)
    page = browser.get(reverse("policies:draft", args=[unsettled.uid])).content.decode()
    where = reverse("policies:settle", args=[unsettled.uid, "weight", "second-weight"])
    assert "To settle" in page and where in page
    assert "policies:ask" not in page and reverse("policies:ask", args=[unsettled.uid]) not in page
    empty = browser.post(where, {"version": unsettled.version}).content.decode()
    assert "Choose which of the two governs" in empty and "Answer the question: Why" in empty
    sent = {"governs": "weight", "because": "It is the stricter: two.", "version": unsettled.version}
    assert browser.post(where, sent).status_code == 302
    settled = fresh(unsettled)
    rule = next(one for one in queries.framework(settled).rules if one.key == "weight")
    assert (rule.beats, rule.beats_because) == (("second-weight",), "It is the stricter: two.")
    assert "  - key: weight\n    beats:\n      - second-weight\n" in settled.source
    comments = [line for line in unsettled.source.split("\n") if line.strip().startswith("#")]
    assert all(line in settled.source for line in comments)
    assert ask(settled, administrator).status == "asked"
    shown = browser.get(reverse("policies:draft", args=[unsettled.uid])).content.decode()
    assert "Settled" in shown and "It is the stricter: two." in shown


def test_a_second_choice_of_the_same_two_is_told(as_, unsettled, administrator):
    where = reverse("policies:settle", args=[unsettled.uid, "weight", "second-weight"])
    sent = {"governs": "weight", "because": "First.", "version": unsettled.version}
    browser = as_(administrator)
    assert browser.post(where, sent).status_code == 302
    assert browser.post(where, {**sent, "governs": "second-weight"}).status_code == 400


def test_an_overtaken_choice_is_told_and_keeps_what_was_typed(as_, unsettled, administrator):
    where = reverse("policies:settle", args=[unsettled.uid, "weight", "second-weight"])
    PolicyVersion.objects.filter(pk=unsettled.pk).update(version=7)
    answer = as_(administrator).post(where, {"governs": "weight", "because": "My words.", "version": 1})
    assert answer.status_code == 409 and "My words." in answer.content.decode()


def test_a_published_version_cannot_be_changed_by_any_way(draft, administrator, approver):
    publish(ask(draft, administrator), approver)
    made = fresh(draft)
    told = {"policy": made, "version": made.version, "by": administrator}
    for act in (
        lambda: services.withdraw(**told),
        lambda: services.take_back(reason="Why not.", **told),
        lambda: services.settle(governs="weight", over="x", because="y", **told),
        lambda: services.ask(begins=APRIL, **told),
        lambda: publish(made, approver),
    ):
        with pytest.raises(Refusal):
            act()
    assert fresh(draft).source == made.source and fresh(draft).version == made.version


def test_taken_back_it_can_be_asked_for_by_somebody_else(rotherham, draft, administrator):
    second = people.staff(rotherham, Role.ADMINISTRATOR)
    asked = ask(draft, administrator)
    services.take_back(policy=asked, reason="  Too soon. ", version=asked.version, by=second)
    assert AuditEntry.objects.get(act="took the policy back to a draft").detail == {"reason": "Too soon."}
    again = fresh(draft)
    assert (again.status, again.asked_by_id) == ("draft", None)
    assert publish(ask(again, second), administrator).status == "published"


def test_whoever_takes_it_back_says_why_and_the_history_keeps_it(as_, draft, administrator, approver):
    """Also when it is published in the end."""
    asked = ask(draft, administrator)
    with pytest.raises(Refusal, match="Say why you take it back"):
        services.take_back(policy=asked, reason="  ", version=asked.version, by=approver)
    browser, where = as_(approver), reverse("policies:take_back", args=[draft.uid])
    assert where in browser.get(reverse("policies:draft", args=[draft.uid])).content.decode()
    empty = browser.post(where, {"version": asked.version})
    assert "Say why you take it back" in empty.content.decode() and fresh(draft).status == "asked"
    assert browser.post(where, {"version": 0, "reason": "Mine."}).status_code == 409
    sent = {"version": asked.version, "reason": "25% is <b>more</b>\nthan Cabinet agreed."}
    assert browser.post(where, sent).url == reverse("policies:draft", args=[draft.uid])
    assert browser.get(where).status_code == 302, "it is a draft now"
    entry = AuditEntry.objects.get(act="took the policy back to a draft")
    assert (entry.user_id, entry.detail) == (approver.user_id, {"reason": sent["reason"]})
    publish(ask(fresh(draft), administrator), approver)
    history = reverse("policies:history", args=[draft.uid])
    assert history in browser.get(reverse("policies:list")).content.decode()
    page = browser.get(history).content.decode()
    assert "25% is &lt;b&gt;more&lt;/b&gt;<br>than Cabinet agreed." in page
    told = [
        "Published the policy",
        "Asked for the policy to be published",
        "Took the policy back to a draft",
        "Uploaded a draft of the policy",
    ]
    assert [page.index(one) for one in told] == sorted(page.index(one) for one in told), "newest first"
    assert page.count(f"by {administrator.name}") == 3 and page.count(f"by {approver.name}") == 2


def test_a_version_that_was_loaded_from_its_file_has_no_such_history(as_, policy, administrator):
    assert as_(administrator).get(reverse("policies:history", args=[policy.uid])).status_code == 404


def test_a_withdrawn_draft_is_kept_and_can_be_uploaded_again(draft, administrator):
    services.withdraw(policy=draft, version=draft.version, by=administrator)
    assert fresh(draft).status == "withdrawn"
    again = make.uploaded(administrator, draft.source)
    assert again.status == "draft" and again.pk != draft.pk


def test_of_two_who_publish_the_second_is_told(rotherham, draft, administrator, approver):
    asked = ask(draft, administrator)
    publish(asked, approver)
    with pytest.raises((Refusal, Stale)):
        publish(asked, people.staff(rotherham, Role.APPROVER))


def test_a_draft_is_nobodys_policy_and_the_public_does_not_see_it(client, draft, policy, administrator):
    assert queries.in_force(administrator, policy.council_id, date(2027, 5, 1)) == policy
    assert client.get(reverse("public_policies:policy", args=[draft.uid])).status_code == 404
    assert draft.number not in client.get("/register/policies/").content.decode()


def test_the_command_publishes_what_stands_as_a_draft(draft, tmp_path, at):
    path = tmp_path / "rotherham.yaml"
    path.write_text(draft.source, encoding="utf-8")
    at("2027-03-03T12:00")
    call_command("load_framework", str(path))
    made = fresh(draft)
    assert made.status == "published" and made.published_by is None
    assert (str(made.published_at.date()), made.loaded_at) == ("2027-03-03", draft.loaded_at)
    assert Measure.objects.filter(policy=made).exists()
    assert PolicyVersion.objects.filter(number="2027").count() == 1


def test_the_list_tells_dates_status_and_who(as_, draft, administrator, approver, at):
    at("2026-11-02")
    publish(ask(draft, administrator), approver)
    page = as_(people.staff(draft.council, Role.COUNCILLOR)).get("/policy/versions/").content.decode()
    assert f"Published by {approver.name}" in page and "2 November 2026" in page and "1 April 2027" in page
    assert reverse("policies:file", args=[draft.uid]) in page
    assert "Upload a new version" not in page


def test_what_waits_stands_on_the_home_page_of_whoever_can_do_it(as_, draft, administrator, approver):
    ask(draft, administrator)
    mine = as_(approver).get("/").content.decode()
    assert "Publish a new version of the policy" in mine and "Nothing waits for you" not in mine
    theirs = as_(administrator).get("/").content.decode()
    assert "Nothing waits for you" in theirs and "Publish a new version of the policy" in theirs


def test_loaded_is_what_publish_gives(draft, administrator, approver):
    asked = ask(draft, administrator)
    loaded = services.publish(policy=asked, begins=APRIL, version=asked.version, by=approver)
    assert isinstance(loaded, Loaded) and loaded.is_new
