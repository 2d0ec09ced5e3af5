"""What the worker does across the stages."""

from celery import shared_task

from procurement.journey import services
from socialvalue.jobs import services as jobs


@shared_task(name="journey.pass_on_signed")
def pass_on_signed(job_id: int) -> None:
    """Pass on a contract that was signed in a council after it had passed to another."""
    jobs.run(job_id, services.pass_on_signed)
