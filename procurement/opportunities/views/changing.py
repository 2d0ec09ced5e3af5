"""What a draft of the policy would change for the procurements under way."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils.policies import queries as policies
from procurement.opportunities import queries
from socialvalue.access.domain import NotFound
from socialvalue.access.views import council_page

A_PAGE = 25


@council_page("policy.see_draft")
def judged_by(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Each procurement that the draft would judge otherwise, with every requirement that differs."""
    policy = policies.draft(request.actor, uid)
    try:
        effect = queries.judged_by(request.actor, policy)
    except NotFound:
        effect = None
    found = effect.otherwise if effect else ()
    draft_page = reverse("policies:draft", args=[uid])
    context = {
        "policy": policy,
        "effect": effect,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": [
            ("Policy", reverse("policies:current")),
            (str(policy), draft_page),
            ("Procurements", None),
        ],
    }
    return render(request, "opportunities/judged_by.html", context)
