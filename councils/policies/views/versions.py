"""Every version of the council's policy, each with its file, and the upload of a new one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from councils.policies import forms, queries, services
from councils.policies.domain.file import FrameworkErrors
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show

A_PAGE = 25
SUMMED_UP = 10  # so many errors stand on top of the page; the table has all of them


def trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page about versions."""
    here = ("Versions", reverse("policies:list") if more else None)
    return [("Policy", reverse("policies:current")), here, *more]


@council_page("policy.see")
def listing(request: HttpRequest) -> HttpResponse:
    """Every version, with its dates, its status and who published it."""
    page = Paginator(queries.own_versions(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_upload": bool(allowed(request.actor, "policy.maintain")),
        "may_see_proposals": bool(allowed(request.actor, "procurement.see")),
        "may_see_drafts": bool(allowed(request.actor, "policy.see_draft")),
        "breadcrumbs": trail(),
    }
    return render(request, "policies/versions.html", context)


@council_page("policy.maintain")
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a file: kept as a draft, or refused with everything that is wrong in it."""
    form = forms.UploadForm(request.POST or None, request.FILES or None, cancel_url=reverse("policies:list"))
    wrong: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        told = {"file_name": given.name, "content": given.read(), "by": request.actor}
        try:
            done = attempt(form, services.upload, **told)
        except FrameworkErrors as refused:
            wrong = refused.errors
            form.add_error("file", _not_taken(len(wrong)))
        else:
            if done:
                messages.success(request, "The file is kept as a draft. Nothing is judged by it yet.")
                return redirect("policies:draft", done.result.uid)
    more = max(0, len(wrong) - SUMMED_UP)
    context = {"wrong": wrong, "summed_up": _summed_up(wrong), "more": more}
    return show(
        request, "policies/upload.html", form, breadcrumbs=trail(("Upload a version", None)), **context
    )


def _not_taken(number: int) -> str:
    things = "1 thing is" if number == 1 else f"{number} things are"
    return f"The file was not taken: {things} to be put right. Mend the file and choose it again"


def _summed_up(wrong: tuple[Any, ...]) -> list[dict[str, str]]:
    return [
        {"text": f"{_place(error)}{error.message}", "href": f"#wrong-{at}"}
        for at, error in enumerate(wrong[:SUMMED_UP], 1)
    ]


def _place(error: Any) -> str:
    """``Line 12, policy.begins: ``; nothing where the file as a whole is wrong."""
    parts = (f"Line {error.line}" if error.line else "", error.key)
    return f"{', '.join(filter(None, parts))}: " if any(parts) else ""


@council_page("policy.see_draft")
def history(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Everything that was done with a version that came by upload: when, by whom and, where it was asked, why."""
    policy = queries.draft(request.actor, uid)
    where = policy.get_absolute_url() if policy.is_published else reverse("policies:draft", args=[uid])
    context = {
        "policy": policy,
        "events": queries.acts_on(request.actor, policy),
        "breadcrumbs": trail((str(policy), where), ("History", None)),
    }
    return render(request, "policies/history.html", context)


@council_page("policy.see")
def file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The file of a version, with its comments, as it was taken in."""
    return to_save(queries.version(request.actor, uid))


def to_save(policy: Any) -> HttpResponse:
    """The text of a version's file, to be saved under a name that tells whose it is."""
    whose = policy.council.slug if policy.council else policy.framework_key or "national"
    response = HttpResponse(policy.source, content_type="application/yaml; charset=utf-8")
    name = "-".join(filter(None, (slugify(whose), slugify(policy.number))))
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response
