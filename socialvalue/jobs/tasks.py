"""The sweep that beat asks for."""

from celery import shared_task

from socialvalue.jobs import services


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Send lost jobs again."""
    services.sweep()
