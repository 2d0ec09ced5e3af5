"""Making a report, in a worker."""

from celery import shared_task

from reporting import services
from socialvalue.jobs import services as jobs


@shared_task(name=services.PRODUCE)
def produce_report(job_id: int) -> None:
    """Make the report that the job is about."""
    jobs.run(job_id, lambda job, progress: services.produce(run_id=job.subject_id, progress=progress))
