"""What the pages of building a tender share: the way back, and saving from a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from procurement.tenders import queries
from socialvalue.access.forms import PlainForm
from socialvalue.access.views import attempt, show


def trail(tender: Any, *here: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way back: procurements, the procurement, its tender."""
    procurement = tender.procurement
    steps = [
        ("Your work", reverse("journey:home")),
        ("Procurements", reverse("opportunities:list")),
        (procurement.title, procurement.get_absolute_url()),
    ]
    return [*steps, ("Tender", tender.get_absolute_url() if here else None), *here]


def saved(
    request: HttpRequest,
    form: PlainForm,
    service: Callable[..., Any],
    on: Any,
    said: str = "",
    /,
    **more: Any,
) -> bool:
    """Whether the form was sent, was in order, and ``service`` took what it holds together with ``more``.

    ``on`` is the tender whose version the form holds; ``said`` is told on the next page. What was refused or overtaken stands at the form, with what was typed.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    done = attempt(
        form,
        service,
        fresh_version=lambda: queries.tender(request.actor, on.uid).version,
        by=request.actor,
        **form.cleaned_data,
        **more,
    )
    if done and said:
        messages.success(request, said)
    return bool(done)


def page(
    request: HttpRequest, template: str, tender: Any, title: str, form: PlainForm | None = None, **more: Any
) -> HttpResponse:
    """A page of building a tender."""
    shown = {"tender": tender, "procurement": tender.procurement, "title": title}
    return show(request, template, form, **{"breadcrumbs": trail(tender, (title, None)), **shown, **more})
