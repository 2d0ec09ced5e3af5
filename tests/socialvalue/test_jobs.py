"""One job, one row: written with what asked for it, done once, swept when lost, cancelled when asked."""

from datetime import timedelta

import pytest
from django.db import transaction

from socialvalue import clock
from socialvalue.access.domain import Refusal, Role
from socialvalue.jobs import queries, services
from socialvalue.jobs.models import Job
from tests.factories import councils as make
from tests.factories import opportunities as opportunity


@pytest.fixture
def sent(monkeypatch):
    """What was sent to the broker, instead of sending it."""
    messages = []
    monkeypatch.setattr(services.app, "send_task", lambda task, args, **_: messages.append((task, args[0])))
    return messages


@pytest.fixture
def asked(rotherham, sent, django_capture_on_commit_callbacks):
    """A job that somebody asked for."""
    actor = make.staff(rotherham, Role.COMMISSIONER)
    subject = opportunity.draft_procurement(rotherham, actor)
    with django_capture_on_commit_callbacks(execute=True):
        job = services.request(task="a.task", subject=subject, title="A piece of work", by=actor)
    return job, actor, subject


def test_a_job_is_sent_when_what_asked_for_it_is_kept(asked, sent):
    """By name, with its key."""
    job, _, _ = asked
    assert sent == [("a.task", job.pk)]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_what_asked_for_it_is_undone(sent):
    """The row is gone with it."""
    council = make.rotherham()
    actor = make.staff(council, Role.COMMISSIONER)
    subject = opportunity.draft_procurement(council, actor)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.request(task="a.task", subject=subject, title="A piece of work", by=actor)
        raise RuntimeError
    assert sent == [] and not Job.objects.exists()


def test_the_work_is_done_once_whatever_the_number_of_messages(asked):
    """A second message finds nothing to do."""
    job, _, _ = asked
    done = []
    for _ in range(3):
        services.run(job.pk, lambda mine, progress: done.append(mine.pk))
    job.refresh_from_db()
    assert done == [job.pk] and job.state == "done" and job.progress == 100


def test_progress_is_seen_and_a_failure_is_kept(asked):
    """The owner reads how far it came and what went wrong."""
    job, actor, _ = asked

    def work(mine, progress):
        progress(40, "Adding up")
        raise ZeroDivisionError("no ledger")

    with pytest.raises(ZeroDivisionError):
        services.run(job.pk, work)
    seen = queries.job(actor, job.uid)
    assert (seen.state, seen.progress, seen.error) == ("failed", 40, "ZeroDivisionError: no ledger")


def test_a_cancelled_job_stops_at_its_next_step(asked):
    """And nothing after it is done."""
    job, actor, _ = asked
    reached = []

    def work(mine, progress):
        progress(10, "Begun")
        services.cancel(job=job, by=actor)
        progress(20, "Going on")
        reached.append("after")

    services.run(job.pk, work)
    job.refresh_from_db()
    assert job.state == "cancelled" and not reached
    with pytest.raises(Refusal, match="ended already"):
        services.cancel(job=job, by=actor)


def test_only_the_owner_sees_and_stops_a_job(asked, rotherham):
    """A colleague cannot."""
    job, _, _ = asked
    colleague = make.staff(rotherham, Role.PROCUREMENT_LEAD)
    with pytest.raises(Refusal):
        services.cancel(job=job, by=colleague)
    assert queries.job_of(colleague, job) is None


def test_the_sweep_sends_what_was_lost_and_leaves_what_was_not(asked, sent):
    """Half a minute without a worker is lost; a moment is not."""
    job, _, _ = asked
    sent.clear()
    assert services.sweep() == 0
    Job.objects.filter(pk=job.pk).update(sent_at=clock.real_now() - timedelta(seconds=31))
    assert services.sweep() == 1 and sent == [("a.task", job.pk)]
    assert services.sweep() == 0


def test_the_work_of_a_dead_worker_is_taken_over(asked, sent):
    """After five minutes without a sign of life; the dead one's words no longer count."""
    job, _, _ = asked
    Job.objects.filter(pk=job.pk).update(
        state="running", attempts=1, alive_at=clock.real_now() - timedelta(minutes=6)
    )
    services.sweep()
    done = []
    services.run(job.pk, lambda mine, progress: done.append(mine.attempts))
    assert done == [2]


def test_work_that_kills_its_worker_three_times_is_given_up(asked):
    """And says so to its owner."""
    job, actor, _ = asked
    Job.objects.filter(pk=job.pk).update(
        state="running", attempts=3, alive_at=clock.real_now() - timedelta(minutes=6)
    )
    services.sweep()
    assert queries.job(actor, job.uid).error == "It was tried 3 times and did not end."


def test_a_moved_clock_does_not_age_a_job(asked, at):
    """A demonstration jumps a quarter; nothing is swept for it."""
    at("2031-01-01")
    assert services.sweep() == 0
