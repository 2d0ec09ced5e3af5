"""What looks odd about the offers of a bid, told to the bidder alone."""

from collections.abc import Iterable
from decimal import Decimal

from measures import queries as measures
from measures.domain.proportion import Finding, Purchase, Quantity, findings
from measures.domain.units import Unit
from measures.models import Measure
from procurement.bids.domain.quantities import RowTotal
from procurement.bids.models import Bid, Price
from procurement.bids.queries.bids import frozen_scheme
from procurement.bids.queries.contents import OfferShown
from socialvalue.access.domain import Actor


def odd(actor: Actor, of: Bid, offered: Iterable[tuple[OfferShown, RowTotal]]) -> tuple[Finding, ...]:
    """Everything that is odd about offers, each with what it comes to; it stands in nobody's way.

    Held against the bidder's own price, or against the value in the tender until there is a price. Two queries.
    """
    rows = tuple(offered)
    gifts = _gifts(actor, [slot.asked.uid for slot, _ in rows])
    against, fair = _purchase(actor, of), measures.fairness()
    return tuple(
        found
        for slot, total in rows
        for found in findings(_quantity(slot, total, slot.asked.uid in gifts), against, fair)
    )


def _gifts(actor: Actor, uids: list[str]) -> frozenset[str]:
    """Those of the measures by which money is given away."""
    rows = Measure.objects.visible_to(actor).filter(
        uid__in=uids, valued_by__in=measures.fairness().gifts_valued_by
    )
    return frozenset(str(uid) for uid in rows.values_list("uid", flat=True))


def _purchase(actor: Actor, of: Bid) -> Purchase:
    price = Price.objects.visible_to(actor).filter(bid=of).first()
    supplier, council = of.supplier, of.council
    return Purchase(
        term=frozen_scheme(of.tender).term,
        price=price.amount_ex_vat if price else of.tender.procurement.value_ex_vat,
        price_words="your price" if price else "the value in the tender",
        size=supplier.size,
        month=council.year_starts_month,
        first=council.year_starts_day,
    )


def _quantity(slot: OfferShown, total: RowTotal, is_gift: bool) -> Quantity:
    asked = slot.asked
    amount = total.average if asked.unit is Unit.FTE else total.posted
    if asked.adds_up.is_level:
        amount = max(slot.lines.values(), default=None)
    return Quantity(
        name=slot.title,
        unit=asked.unit,
        amount=amount or Decimal(0),
        is_gift=is_gift,
        term=asked.term,
        one=asked.counted_one,
        many=asked.counted_many,
        profile=slot.lines,
        is_level=asked.adds_up.is_level,
    )
