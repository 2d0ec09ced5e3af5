"""What the pages of bids share: the way back, the links between them, and saving from a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from procurement.bids import queries
from socialvalue.access.domain import Actor
from socialvalue.access.forms import PlainForm
from socialvalue.access.services import allowed
from socialvalue.access.views import sent, show

PAGES = (
    ("Bids", "bids:of_tender", "bids.see", ("published", "opened", "scored", "awarded")),
    ("Score", "bids:score", "bids.score", ("opened", "scored", "awarded")),
    ("Moderation", "bids:moderate", "bids.see_scores", ("opened", "scored", "awarded")),
    ("Result", "bids:result", "bids.see_price", ("scored", "awarded")),
)


@dataclass(frozen=True)
class Tab:
    """One of the pages about the bids of a tender."""

    label: str
    url: str
    current: bool


def tabs(actor: Actor, tender: Any, here: str) -> list[Tab]:
    """The pages about the bids of a tender that the actor may see now."""
    return [
        Tab(label, reverse(name, args=[tender.uid]), label == here)
        for label, name, permission, statuses in PAGES
        if tender.status in statuses and allowed(actor, permission, tender)
    ]


def trail(tender: Any, *here: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way back: procurements, the procurement, its tender, its bids."""
    procurement = tender.procurement
    return [
        ("Your work", reverse("journey:home")),
        ("Procurements", reverse("opportunities:list")),
        (procurement.title, procurement.get_absolute_url()),
        ("Tender", tender.get_absolute_url()),
        *here,
    ]


def page(
    request: HttpRequest,
    template: str,
    tender: Any,
    title: str,
    form: PlainForm | None = None,
    *,
    tab: str = "",
    **more: Any,
) -> HttpResponse:
    """A page for staff about the bids of a tender; ``tab`` is the one of PAGES to which it belongs."""
    steps = (
        [(tab, reverse(dict((label, name) for label, name, *_ in PAGES)[tab], args=[tender.uid]))]
        if tab
        else []
    )
    shown = {
        "tender": tender,
        "procurement": tender.procurement,
        "title": title,
        "tabs": tabs(request.actor, tender, tab or title),
        "breadcrumbs": trail(tender, *steps, (title, None)),
    }
    return show(request, template, form, **{**shown, **more})


def is_draft(bid: Any) -> bool:
    """Whether its bidder can still write it."""
    return bid.status == "draft" and queries.takes_bids(bid.tender)


def portal_page(
    request: HttpRequest, template: str, bid: Any, title: str, form: PlainForm | None = None, **more: Any
) -> HttpResponse:
    """A page for a supplier about its bid."""
    tender, own = bid.tender, reverse("portal_bids:bid", args=[bid.uid])
    steps = [
        ("Home", reverse("portal_journey:home")),
        ("Your bids", reverse("portal_bids:list")),
    ]
    name = tender.procurement.title
    steps += [(name, None)] if title == "Your bid" else [(name, own), (title, None)]
    shown = {
        "bid": bid,
        "tender": tender,
        "procurement": tender.procurement,
        "title": title,
        "bid_url": own,
        "takes_bids": queries.takes_bids(tender),
        "breadcrumbs": steps,
    }
    return show(request, template, form, **{**shown, **more})


def saved(
    request: HttpRequest,
    form: PlainForm,
    service: Callable[..., Any],
    fresh: Callable[[], int],
    asked: Callable[[], dict[str, Any]],
    said: str = "",
) -> bool:
    """Whether the form was sent, was in order, and ``service`` took what ``asked`` makes of it.

    ``fresh`` tells the version now, where somebody else was faster; ``said`` is told on the next page.
    """
    done = sent(
        request,
        form,
        service,
        lambda: {"version": form.cleaned_data["version"], **asked()},
        fresh_version=fresh,
    )
    if done and said:
        messages.success(request, said)
    return bool(done)
