"""Every service can be started by somebody, and every job that is asked for has a task that does it."""

from socialvalue.celery import app
from socialvalue.jobs.models import Job
from tests.reach.references import modules, reachable, services, views

# Services that nothing starts yet, each with its reason.
NOT_STARTED = {
    "procurement.ledger.services.acts.post": "variations and restatements post by it; the ledger's own tests prove it",
    "procurement.ledger.services.acts.reverse": "the exact undoing of a posting; the ledger's own tests prove it",
}


def test_every_service_is_reachable():
    """From a view with an address, a task or a command, directly or through another service."""
    known = modules()
    found = services(known)
    assert len(found) > 50, "the services were not found"
    lost = found - reachable(known)
    assert sorted(lost) == sorted(NOT_STARTED), "services that nothing starts"


def test_every_view_has_an_address():
    """A page that no address leads to is lost, and with it what only it could do."""
    known = modules()
    found = views(known)
    assert len(found) > 90, "the views were not found"
    assert sorted(found - reachable(known)) == []


def test_every_job_has_its_task(world):
    """The name under which work was asked for is one that the worker knows."""
    app.autodiscover_tasks(force=True)
    asked = set(Job.objects.values_list("task", flat=True))
    assert asked and asked <= set(app.tasks)
