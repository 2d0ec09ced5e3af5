"""The publication of a draft of a council's policy, with its outcomes and measures."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from councils.policies import queries
from councils.policies.domain.moves import APPROVE, DRAFT, PUBLISH_ALONE
from councils.policies.forms import BeginForm
from measures import services
from socialvalue.access.domain import Denied, Refusal
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show


@council_page("policy.publish")
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Publish what somebody else asked for; or one's own draft, where the council has nobody else."""
    policy = queries.draft(request.actor, uid)
    is_draft = policy.status == DRAFT
    step = PUBLISH_ALONE if is_draft else APPROVE
    answer = allowed(request.actor, step.permission, policy)
    if not answer:
        raise Denied(answer.reason)
    if policy.status not in {*APPROVE.sources, *PUBLISH_ALONE.sources}:
        raise Refusal(f"This is {policy.get_status_display().lower()}, so it cannot be published.")
    second = queries.second_people(request.actor)
    if is_draft and second:
        raise Refusal("Somebody else must approve this: ask for it to be published.")
    form = BeginForm(
        request.POST or None,
        day=policy.begins_on,
        may_be_unknown=policy.begins_unknown,
        is_settled=not is_draft,
        version=policy.version,
        submit_label=step.label,
        cancel_url=reverse("policies:draft", args=[uid]),
    )
    if request.method == "POST" and form.is_valid():
        told = {"begins": policy.begins_on, **form.cleaned_data, "policy": policy, "by": request.actor}
        if attempt(form, services.publish, **told):
            messages.success(request, f"{policy} is published.")
            return redirect("policies:version", uid)
    trail = [("Policy", reverse("policies:current")), (str(policy), reverse("policies:draft", args=[uid]))]
    context = {"policy": policy, "alone": is_draft, "breadcrumbs": [*trail, ("Publish", None)]}
    return show(request, "policies/publish.html", form, **context)
