"""Reviews of the council's policy: when each is due, and what came of those that were done."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.policies import forms, queries, services
from socialvalue import clock
from socialvalue.access.domain import NotFound
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show


def _trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    here = ("Reviews", reverse("policies:reviews") if more else None)
    return [("Policy", reverse("policies:current")), here, *more]


@council_page("policy.see")
def listing(request: HttpRequest) -> HttpResponse:
    """Every review that the policy in force asks for, with its day and its history."""
    try:
        policy = queries.reviewed_policy(request.actor)
    except NotFound:
        return render(request, "policies/none.html")
    context = {
        "policy": policy,
        "rows": queries.reviews(request.actor, policy),
        "may_mark": bool(allowed(request.actor, "policy.maintain", policy)),
        "breadcrumbs": _trail(),
    }
    return render(request, "policies/reviews.html", context)


@council_page("policy.maintain")
def done(request: HttpRequest, uid: uuid.UUID, place: str) -> HttpResponse:
    """Mark a review as done; the next one is due from what is written here."""
    policy = queries.own_policy(request.actor, uid)
    if not place.isdecimal():
        raise NotFound("reviews are counted")
    row = queries.review(request.actor, policy, int(place))
    form = forms.ReviewDoneForm(
        request.POST or None,
        asks_for_the_next_day=row.asks_for_the_next_day,
        initial={"due_on": row.due.on if row.due else None, "done_on": clock.today()},
        cancel_url=reverse("policies:reviews"),
    )
    if request.method == "POST" and form.is_valid():
        told = {"policy": policy, "place": row.place, "by": request.actor, **form.cleaned_data}
        if attempt(form, services.mark_reviewed, **told):
            messages.success(request, "The review is marked as done.")
            return redirect("policies:reviews")
    trail = _trail(("Mark as done", None))
    return show(request, "policies/review_done.html", form, policy=policy, row=row, breadcrumbs=trail)
