"""Making a backtest, in a worker."""

from celery import shared_task

from procurement.backtests import services
from socialvalue.jobs import services as jobs


@shared_task(name=services.PRODUCE)
def produce_backtest(job_id: int) -> None:
    """Make the backtest that the job is about."""
    jobs.run(job_id, lambda job, progress: services.produce(backtest_id=job.subject_id, progress=progress))
