"""Asking for work, doing it once, sweeping what was lost.

request, run, cancel, sweep. Job times are real times: a demonstration's moved clock must not age a job.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.models import TenantModel
from socialvalue.celery import app
from socialvalue.jobs.models import Job

log = logging.getLogger(__name__)
LOST_AFTER = timedelta(seconds=30)  # queued, and no worker took it
DEAD_AFTER = timedelta(minutes=5)  # running, and no sign of life
MOST_ATTEMPTS = 3
State = Job.State
Progress = Callable[[int, str], None]


class Cancelled(Exception):
    """The owner has cancelled the job that is running."""


def request(*, task: str, subject: TenantModel, title: str, by: Actor, result_url: str = "") -> Job:
    """Write the job in the caller's transaction and send it by name on commit; ``title`` is what its owner reads."""
    now = clock.real_now()
    job = Job.objects.create(
        council_id=subject.council_id,
        task=task,
        title=title,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        result_url=result_url,
        requested_by_id=by.user_id,
        created_at=now,
        sent_at=now,
    )
    transaction.on_commit(lambda: _send(job.pk, task), robust=True)
    return job


def _send(pk: int, task: str) -> None:
    app.send_task(task, args=[pk], retry=False)


def run(job_id: int, work: Callable[[Job, Progress], None]) -> None:
    """Do ``work(job, progress)`` if the job is waiting, or if whoever ran it is dead; a second message does nothing.

    ``progress(percent, doing)`` tells the owner how far it is, and raises Cancelled when the owner has stopped it.
    A failure is kept on the job and raised.
    """
    now = clock.real_now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, alive_at__lt=now - DEAD_AFTER)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=State.RUNNING, alive_at=now, attempts=F("attempts") + 1, progress=0
    )
    if not taken:
        return
    job = Job.objects.get(pk=job_id)

    def progress(percent: int, doing: str) -> None:
        alive = Job.objects.filter(pk=job_id, state=State.RUNNING, attempts=job.attempts)
        if not alive.update(progress=percent, doing=doing[:200], alive_at=clock.real_now()):
            raise Cancelled()

    try:
        work(job, progress)
    except Cancelled:
        return
    except Exception as failure:
        _finish(job, State.FAILED, error=f"{type(failure).__name__}: {failure}"[:500])
        raise
    _finish(job, State.DONE, progress=100, doing="")


def _finish(job: Job, state: str, **fields) -> None:
    mine = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    mine.update(state=state, finished_at=clock.real_now(), **fields)


def cancel(*, job: Job, by: Actor) -> None:
    """Stop the job; its owner only. Raises Refusal where it is over."""
    stopped = Job.objects.visible_to(by).filter(pk=job.pk, state__in=[State.QUEUED, State.RUNNING])
    if not stopped.update(state=State.CANCELLED, finished_at=clock.real_now()):
        raise Refusal("This has ended already, so there is nothing to cancel.")


def sweep() -> int:
    """Send again what was lost: queued and not taken, or running with no sign of life. Returns how many."""
    now = clock.real_now()
    dead = Job.objects.filter(state=State.RUNNING, alive_at__lt=now - DEAD_AFTER)
    dead.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, error=f"It was tried {MOST_ATTEMPTS} times and did not end.", finished_at=now
    )
    dead.update(state=State.QUEUED, sent_at=now - 2 * LOST_AFTER)
    lost = Job.objects.filter(state=State.QUEUED, sent_at__lt=now - LOST_AFTER).order_by("id")[:500]
    count = 0
    for job in lost:
        _send(job.pk, job.task)
        Job.objects.filter(pk=job.pk).update(sent_at=now)
        count += 1
    if count:
        log.info("sent %s jobs again", count)
    return count
