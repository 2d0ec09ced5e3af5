"""The page on which the owner of a job waits, and may leave."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from socialvalue.access.views import signed_in_page
from socialvalue.jobs import queries, services


@signed_in_page
def job(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """How far the work is; goes on to the result when it is done."""
    work = queries.job(request.actor, uid)
    if work.state == work.State.DONE and work.result_url:
        return redirect(work.result_url)
    return render(request, "jobs/job.html", {"job": work, "refresh": not work.is_over})


@signed_in_page
@require_POST
def cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Stop the work."""
    work = queries.job(request.actor, uid)
    services.cancel(job=work, by=request.actor)
    return redirect(work)
