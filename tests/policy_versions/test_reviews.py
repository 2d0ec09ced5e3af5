"""People are reminded of a review when it comes due, once, until somebody marks it as done."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from councils.policies import queries, services, tasks
from councils.policies.domain.rewriting import edited
from councils.policies.models import PolicyReview, PolicyVersion
from measures import services as measures
from socialvalue.access.domain import Actor, Denied, Refusal, Role
from socialvalue.access.models import AuditEntry
from socialvalue.jobs.models import Job
from tests.factories import councils as people
from tests.factories import policies as make

ROOT = people.ROOT


def april(values):
    """One review only: every April."""
    values["policy"]["reviews"] = [
        {
            "what": "The whole policy.",
            "every": "year",
            "month": 4,
            "clauses": ["governance"],
            "reading": "quoted",
        }
    ]


@pytest.fixture
def policy(rotherham, at):
    """A policy that is reviewed every April, published on 1 February 2027 and in force since."""
    at("2027-02-01")
    first = PolicyVersion.objects.get(council=rotherham)
    by = people.staff(rotherham, Role.ADMINISTRATOR, name="Whoever uploaded it")
    draft = make.uploaded(by, make.new_text(first.source, "2027", "2027-02-01", april))
    measures.load_framework(path=None, text=draft.source, name=draft.file_name)
    return PolicyVersion.objects.get(pk=draft.pk)


@pytest.fixture
def beat(django_capture_on_commit_callbacks):
    """What beat and a worker do in one round; returns how many letters went out."""

    def round_():
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            tasks.request_reminders()
        for job in Job.objects.filter(task=services.REMIND, state="queued"):
            with django_capture_on_commit_callbacks(execute=True):
                tasks.remind(job.pk)
        return len(mail.outbox) - before

    return round_


def home(browser) -> str:
    """What waits for somebody, from the page of their work."""
    return browser.get("/").content.decode()


def mark(policy, by, **more):
    told = {"place": 0, "due_on": date(2027, 4, 1), "done_on": date(2027, 4, 20), "note": "Nothing changes."}
    return services.mark_reviewed(policy=policy, by=by, **{**told, **more})


def test_it_waits_from_the_first_of_april_and_not_a_day_before(as_, policy, administrator, at):
    browser = as_(administrator)
    at("2027-03-31T23:59")
    assert "Review the policy" not in home(browser)
    at("2027-04-01T00:01")
    page = home(browser)
    assert "Review the policy: The whole policy." in page and "30 April 2027" in page and "Late" not in page
    at("2027-05-01T00:01")
    assert "Late" in home(browser)


def test_only_administrators_are_asked(as_, policy, approver, at):
    at("2027-04-01")
    assert "Review the policy" not in home(as_(approver))


def test_one_letter_each_for_one_review(policy, administrator, approver, beat, at):
    at("2027-03-31T23:59")
    assert beat() == 0 and not Job.objects.filter(task=services.REMIND).exists()
    at("2027-04-01T00:01")
    assert beat() == 2  # both administrators
    assert [beat(), beat()] == [0, 0]
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert people.user_of(administrator).email in told and people.user_of(approver).email not in told
    letter = told[people.user_of(administrator).email]
    assert "The whole policy." in letter.body and "1 April 2027 to 30 April 2027" in letter.body
    assert reverse("policies:review_done", args=[policy.uid, 0]) in letter.body
    assert AuditEntry.objects.filter(act="reminded of a review of the policy").count() == 1


def test_the_same_job_run_twice_writes_once(policy, administrator, at, django_capture_on_commit_callbacks):
    at("2027-04-02")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            services.remind(policy_id=policy.pk)
    assert len(mail.outbox) == 2 and PolicyReview.objects.count() == 1


def test_a_job_that_has_not_run_yet_is_not_asked_for_again(policy, administrator, at):
    at("2027-04-02")
    assert [services.request_reminders(), services.request_reminders()] == [1, 0]
    assert Job.objects.filter(task=services.REMIND).count() == 1


def test_whoever_may_no_longer_sign_in_gets_no_letter(policy, administrator, beat, at):
    user = people.user_of(administrator)
    user.is_active = False
    user.save()
    at("2027-04-01")
    assert beat() == 1


def test_marked_as_done_it_waits_no_more_until_the_next_april(as_, policy, administrator, beat, at):
    at("2027-04-20")
    assert beat() == 2
    browser = as_(administrator)
    address = reverse("policies:review_done", args=[policy.uid, 0])
    sent = {"due_on": "2027-04-01", "note": "The measures change by autumn.", "done_on_0": "19"}
    answer = browser.post(address, {**sent, "done_on_1": "4", "done_on_2": "2027"})
    assert answer.url == reverse("policies:reviews")
    kept = PolicyReview.objects.get()
    assert (kept.done_on, kept.done_by_id) == (date(2027, 4, 19), administrator.user_id)
    page = browser.get(answer.url).content.decode()
    assert "The measures change by autumn." in page and f"Marked by {administrator.name}" in page
    assert "Done on 19 April 2027" in page and "1 April 2028 to 30 April 2028" in page
    assert "Review the policy" not in home(browser) and beat() == 0
    at("2028-03-31T23:59")
    assert "Review the policy" not in home(browser) and beat() == 0
    at("2028-04-01T00:01")
    assert "Review the policy" in home(browser) and beat() == 2


def test_of_several_that_were_done_the_last_one_counts_and_stands_first(policy, administrator, at):
    at("2028-04-20")
    mark(policy, administrator)
    mark(policy, administrator, due_on=date(2028, 4, 1), done_on=date(2028, 4, 19), note="Again.")
    (row,) = queries.reviews(administrator, policy)
    assert [one.note for one in row.done] == ["Again.", "Nothing changes."]
    assert row.due.on == date(2029, 4, 1)


def test_nobody_chooses_another_day_than_the_policy_names(policy, administrator, at):
    at("2027-04-20")
    mark(policy, administrator, next_on=date(2027, 6, 1))
    assert PolicyReview.objects.get().next_on is None
    assert queries.review(administrator, policy, 0).due.on == date(2028, 4, 1)


def test_a_rhythm_of_an_unknown_day_starts_on_the_day_in_london(db, at):
    """At half past midnight on 1 July in London it is still 30 June by the universal clock."""

    def every_year(values):
        april(values)
        del values["policy"]["reviews"][0]["month"]

    at("2027-07-01T00:30")
    people.load_national()
    text = edited((ROOT / "fixtures/councils/rotherham.yaml").read_text(), every_year)
    policy = measures.load_framework(path=None, text=text, name="july.yaml").policy
    (row,) = queries.reviews(Actor.system(), policy)
    assert policy.begins_on is None and row.due.on == date(2028, 7, 1)


def test_a_second_mark_of_the_same_review_is_told(policy, administrator, at):
    at("2027-04-20")
    mark(policy, administrator)
    with pytest.raises(Refusal, match="Somebody has marked this review as done already"):
        mark(policy, administrator, note="Again.")
    assert PolicyReview.objects.get().note == "Nothing changes."


def test_days_that_make_no_sense_are_refused(as_, policy, administrator, at):
    at("2027-04-20")
    with pytest.raises(Refusal, match="today or in the past"):
        mark(policy, administrator, done_on=date(2027, 4, 21))
    address = reverse("policies:review_done", args=[policy.uid, 0])
    page = as_(administrator).post(address, {"due_on": "2027-04-01", "note": "My words."}).content.decode()
    assert "Enter the day, month and year" in page and "My words." in page
    assert not PolicyReview.objects.exists()


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.PROCUREMENT_LEAD])
def test_only_an_administrator_marks_it(rotherham, policy, role, at):
    at("2027-04-20")
    with pytest.raises(Denied):
        mark(policy, people.staff(rotherham, role))


def test_rutlands_thirty_first_of_april(as_, db, at, beat):
    """The printed day does not exist; both it and the day that was chosen are shown, and the chosen one counts."""
    at("2026-01-10")
    people.load_national()
    measures.load_framework(path=ROOT / "fixtures/councils/rutland.yaml")
    policy = PolicyVersion.objects.get(council__slug="rutland")
    by = people.staff(policy.council, Role.ADMINISTRATOR)
    browser = as_(by)
    at("2026-04-29T23:59")
    assert "Review the policy" not in home(browser) and beat() == 0
    at("2026-04-30T00:01")
    assert "Review the policy" in home(browser) and "Late" not in home(browser) and beat() == 1
    at("2026-05-01T00:01")
    assert "Late" in home(browser)
    page = browser.get(reverse("policies:reviews")).content.decode()
    assert "31st April 2026" in page and "30 April 2026" in page
    mark(policy, by, due_on=date(2026, 4, 30), done_on=date(2026, 5, 1), next_on=date(2027, 5, 1))
    assert queries.review(by, policy, 0).due.on == date(2027, 5, 1)
    with pytest.raises(Refusal, match="must be after the day"):
        mark(policy, by, due_on=date(2027, 5, 1), done_on=date(2026, 5, 1), next_on=date(2026, 5, 1))


def test_a_review_without_a_day_can_be_done_and_given_one(as_, db, at):
    at("2026-01-10")
    people.load_national()
    measures.load_framework(path=ROOT / "fixtures/councils/leicestershire.yaml")
    policy = PolicyVersion.objects.get(council__slug="leicestershire")
    by = people.staff(policy.council, Role.ADMINISTRATOR)
    page = as_(by).get(reverse("policies:reviews")).content.decode()
    assert "on a regular basis" in page and "No day is named" in page
    mark(policy, by, due_on=None, done_on=date(2026, 1, 10), next_on=date(2027, 1, 10))
    assert queries.review(by, policy, 0).due.on == date(2027, 1, 10)
    with pytest.raises(Refusal):
        mark(policy, by, due_on=None, done_on=date(2026, 1, 10))


def test_a_new_version_starts_a_rhythm_of_its_own(policy, administrator, at):
    """What was due of the version before is not asked of the one that replaces it."""
    at("2027-04-20")
    draft = make.uploaded(administrator, make.new_text(policy.source, "2027b", "2027-04-20"))
    measures.load_framework(path=None, text=draft.source, name=draft.file_name)
    newer = queries.reviewed_policy(administrator)
    assert newer.number == "2027b"
    (row,) = queries.reviews(administrator, newer)
    assert row.due.on == date(2028, 4, 1) and not row.is_due
