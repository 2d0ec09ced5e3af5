"""Your own bid for a tender: the tender's page in the portal asks for it by name."""

from typing import Any

from django import template
from django.template.context import Context

from procurement.bids import queries
from procurement.tenders.models import Tender

register = template.Library()


@register.inclusion_tag("portal/bids/_own.html", takes_context=True)
def own_bid(context: Context, tender: Tender) -> dict[str, Any]:
    """A button to start a bid, or the way to the one that there is; nothing where it is too late to start one."""
    request = context["request"]
    bid = queries.my_bid(request.actor, tender)
    return {"bid": bid, "tender": tender, "takes_bids": queries.takes_bids(tender), "request": request}
