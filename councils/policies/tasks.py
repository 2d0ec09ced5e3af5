"""Reminding of reviews, in a worker."""

from celery import shared_task

from councils.policies import services
from socialvalue.jobs import services as jobs


@shared_task(name="policies.request_reminders")
def request_reminders() -> None:
    """Ask for a reminder wherever a review has come due."""
    services.request_reminders()


@shared_task(name=services.REMIND)
def remind(job_id: int) -> None:
    """Remind the administrators of one council."""
    jobs.run(job_id, lambda job, progress: services.remind(policy_id=job.subject_id))
