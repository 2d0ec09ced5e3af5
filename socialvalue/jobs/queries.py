"""Looking at jobs."""

import uuid

from socialvalue.access.domain import Actor
from socialvalue.jobs.models import Job


def job(actor: Actor, uid: uuid.UUID) -> Job:
    """The actor's own job; raises NotFound."""
    return Job.objects.get_visible(actor, uid=uid)


def job_of(actor: Actor, subject) -> Job | None:
    """The newest of the actor's jobs about ``subject``."""
    jobs = Job.objects.visible_to(actor)
    return jobs.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).first()
