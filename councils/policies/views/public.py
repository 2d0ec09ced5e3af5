"""Policies for the public: which councils' policies are here, what each says, and what they would ask side by side."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from councils.policies import queries
from councils.policies.forms import CompareForm, asked_in
from councils.policies.views import compared
from councils.policies.views.pages import policy_page
from councils.policies.views.versions import to_save
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.access.views import attempt, public_page

PUBLIC = Actor.public()


def _trail(*last: str) -> list[tuple[str, str | None]]:
    return [("Policies", reverse("public_policies:list")), *((words, None) for words in last)]


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Where the pages for everybody begin."""
    return redirect("public_policies:list")


@public_page
def policies(request: HttpRequest) -> HttpResponse:
    """The councils whose policies are loaded, each with the version in force today, the law, and frameworks to adopt."""
    today = clock.today()
    context = {
        "policies": queries.in_force_everywhere(PUBLIC, today),
        "laws": queries.laws(PUBLIC, today),
        "frameworks": queries.frameworks_to_adopt(PUBLIC),
    }
    return render(request, "register/policies.html", context)


@public_page
def policy(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One published version: what it requires, and the clause of each rule."""
    found = queries.version(PUBLIC, uid)
    return policy_page(request, found, _trail(str(found.council or found.title)), PUBLIC)


@public_page
def file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The file of a published version, as it was loaded."""
    return to_save(queries.version(PUBLIC, uid))


def _form(request: HttpRequest) -> CompareForm:
    known = queries.in_force_everywhere(PUBLIC, clock.today())
    return CompareForm(
        asked_in(request.GET),
        councils=[(policy.council.slug, policy.council.short_name) for policy in known],
        initial={
            "vat_rate": "0.20",
            "contract_type": "services",
            "route": "tender",
            "commenced_on": clock.today(),
        },
    )


def _found(form: CompareForm) -> queries.Comparison | None:
    if not form.is_valid():
        return None
    chosen = form.cleaned_data["councils"]
    return attempt(form, queries.compared, actor=PUBLIC, told=form.told, councils=chosen).result


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """What each council would require of the same purchase, side by side."""
    form = _form(request)
    found = _found(form)
    context: dict[str, Any] = {"form": form, "breadcrumbs": _trail("Compare")}
    if found:
        context |= {
            "facts": compared.facts_words(found.facts),
            "columns": compared.columns(found),
            "rows": compared.rows(found),
            "law": compared.law(found),
            "law_url": compared.public_url(found.law),
            "json_url": f"{reverse('public_policies:compare_json')}?{request.GET.urlencode()}",
        }
    return render(request, "register/compare.html", context)


@public_page
def compare_json(request: HttpRequest) -> JsonResponse:
    """The same for a program; 400 with every error by field where the question makes no sense."""
    form = _form(request)
    found = _found(form)
    if found is None:
        errors = form.errors or {
            "address": ["Ask something: see the names of the boxes on the page that compares"]
        }
        return JsonResponse({"errors": errors}, status=400)
    return JsonResponse(compared.as_json(found, request.build_absolute_uri))
