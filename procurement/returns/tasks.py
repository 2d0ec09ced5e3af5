"""What the worker does for returns."""

from celery import shared_task

from procurement.returns import services
from socialvalue.jobs import services as jobs


@shared_task(name="returns.make_returns")
def make_returns(job_id: int) -> None:
    """Make the returns of a contract that was signed."""
    jobs.run(job_id, services.make_returns_for)
