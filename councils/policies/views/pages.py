"""The policy as people read it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.policies import queries
from councils.policies.views.parts import (
    adopted_shown,
    bare_priorities,
    conflicts_shown,
    parts_beside_rules,
    priorities_shown,
    reviews_shown,
)
from councils.policies.views.shown import clauses_by_document, requirements_by_stage, threshold_rows
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound
from socialvalue.access.services import allowed
from socialvalue.access.views import council_page


@council_page("policy.see")
def current(request: HttpRequest) -> HttpResponse:
    """The version of the council's policy that is in force today."""
    try:
        policy = queries.in_force(request.actor, request.actor.council_id, clock.today())
    except NotFound:
        return render(request, "policies/none.html")
    return policy_page(request, policy, [])


@council_page("policy.see")
def version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One version, of the council's policy, of the law above it, or of a framework that the council may adopt."""
    trail = [("Your work", reverse("journey:home")), ("Policy", reverse("policies:current"))]
    return policy_page(request, queries.version(request.actor, uid), trail)


def policy_page(
    request: HttpRequest,
    policy: Any,
    breadcrumbs: list[tuple[str, str | None]],
    reader: Actor | None = None,
) -> HttpResponse:
    """The page of one version; as ``reader`` sees it, where that is not whoever has signed in."""
    actor, is_public = reader or request.actor, reader is not None
    is_shared = bool(policy.framework_key)
    is_national = policy.council_id is None and not is_shared
    rows = [] if policy.council_id is None else queries.outcomes_with_measures(actor, policy)
    says = queries.says(policy)
    return render(
        request,
        "policies/policy.html",
        {
            "policy": policy,
            "says": says,
            "is_national": is_national,
            "is_shared": is_shared,
            "documents": clauses_by_document(says),
            "stages": requirements_by_stage(says.rule_set()),
            "priorities": () if is_national else priorities_shown(says, rows, linked=not is_public),
            "bare_priorities": () if is_national else bare_priorities(says),
            "adopted": () if is_national else adopted_shown(says),
            "reviews": () if is_national else reviews_shown(says),
            "parts": () if is_national else parts_beside_rules(says),
            "conflicts": () if is_national else conflicts_shown(says),
            "thresholds": threshold_rows(says) if is_national else [],
            "others": queries.others(actor, policy),
            "is_public": is_public,
            "is_own": not is_public and policy.council_id == actor.council_id,
            "may_see_values": not is_public and bool(allowed(actor, "values.see")),
            "may_try": not is_public and bool(allowed(actor, "backtest.see")),
            "breadcrumbs": breadcrumbs,
        },
    )
