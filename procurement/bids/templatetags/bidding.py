"""Your own bid for a tender, which the tender's page in the portal asks for by name, and what looks odd about its offers."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from procurement.bids import queries
from procurement.bids.domain.quantities import RowTotal
from procurement.bids.models import Bid
from procurement.tenders.models import Tender

register = template.Library()


@register.inclusion_tag("portal/bids/_own.html", takes_context=True)
def own_bid(context: Context, tender: Tender) -> dict[str, Any]:
    """A button to start a bid, or the way to the one that there is; nothing where it is too late to start one."""
    request = context["request"]
    bid = queries.my_bid(request.actor, tender)
    return {"bid": bid, "tender": tender, "takes_bids": queries.takes_bids(tender), "request": request}


@register.inclusion_tag("portal/bids/_odd.html", takes_context=True)
def odd_offer(context: Context, bid: Bid, slot: queries.OfferShown, total: RowTotal | None) -> dict[str, Any]:
    """What looks odd about one offer that comes to ``total``, saved or not; nothing where it looks proportionate."""
    offered = [(slot, total)] if total else []
    return {"findings": queries.odd(context["request"].actor, bid, offered), "several": False}


@register.inclusion_tag("portal/bids/_odd.html", takes_context=True)
def odd_offers(context: Context, bid: Bid, offers: Iterable[queries.OfferShown]) -> dict[str, Any]:
    """The same for all offers of a bid, each by its name."""
    offered = [(slot, slot.total) for slot in offers]
    return {"findings": queries.odd(context["request"].actor, bid, offered), "several": True}
