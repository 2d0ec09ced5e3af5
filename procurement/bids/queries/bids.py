"""Looking at bids: a supplier at its own, a council only at those that were opened."""

import uuid
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from procurement.bids.domain import completeness
from procurement.bids.models import Bid, Price
from procurement.tenders.domain.scheme import Scheme
from procurement.tenders.models import Tender
from procurement.tenders.queries import scheme_of
from socialvalue import clock
from socialvalue.access.domain import Actor, Denied, NotFound, decide


def bid(actor: Actor, uid: uuid.UUID) -> Bid:
    """One bid; raises NotFound, for a council before it was opened too."""
    return _with_names(Bid.objects.all()).get_visible(actor, uid=uid)


def my_bid(actor: Actor, tender: Tender) -> Bid | None:
    """The bid of the actor's supplier for a tender, or None; a council has none."""
    if not actor.is_supplier:
        return None
    return _with_names(Bid.objects.visible_to(actor).filter(tender=tender)).first()


def my_bids(actor: Actor) -> QuerySet[Bid]:
    """All bids of the actor's supplier, the latest deadline first."""
    rows = Bid.objects.visible_to(actor) if actor.is_supplier else Bid.objects.none()
    return _with_names(rows).defer("tender__scheme").order_by("-tender__deadline", "-id")


def opened_bids(actor: Actor, tender: Tender) -> list[Bid]:
    """The bids of a tender that were opened and that the actor may read, by supplier; none before opening."""
    if not actor.is_council and not actor.is_system:
        return []
    rows = Bid.objects.visible_to(actor).filter(tender=tender).exclude(status__in=("draft", "submitted"))
    return list(rows.select_related("supplier").order_by("supplier__name", "id"))


def prices(actor: Actor, bids: list[Bid]) -> dict[int, Decimal]:
    """The price of each bid by its key, in pounds excluding VAT; nothing for whoever scores the tender."""
    rows = Price.objects.visible_to(actor).filter(bid__in=bids)
    return {row.bid_id: row.amount_ex_vat for row in rows}


def sees_price(actor: Actor, tender: Tender) -> bool:
    """Whether the actor may see the prices of a tender: never who scores it, whatever else it is."""
    return bool(decide(actor, "bids.see_price", tender.relations_of(actor)))


def must(actor: Actor, permission: str, tender: Tender) -> None:
    """Raise Denied, with the reason, unless the actor may do ``permission`` to the tender."""
    answer = decide(actor, permission, tender.relations_of(actor))
    if not answer:
        raise Denied(answer.reason)


def frozen_scheme(tender: Tender) -> Scheme:
    """The published scheme; raises NotFound for a tender that was never published."""
    scheme = scheme_of(tender)
    if scheme is None:
        raise NotFound("this tender was never published")
    return scheme


def _with_names(rows: QuerySet[Bid]) -> QuerySet[Bid]:
    return rows.select_related(
        "tender__procurement", "tender__council", "supplier", "council", "submitted_by"
    )


# Until when


def is_late(tender: Tender) -> bool:
    """Whether the deadline has passed."""
    return completeness.late_refusal(tender.deadline, clock.now()) is not None


def takes_bids(tender: Tender) -> bool:
    """Whether bids can still be written and submitted."""
    return tender.status == Tender.Status.PUBLISHED and not is_late(tender)


def can_be_opened(tender: Tender) -> bool:
    """Whether the deadline has passed and nobody has opened the bids yet."""
    return tender.status == Tender.Status.PUBLISHED and is_late(tender)


def deadline_day(tender: Tender) -> date:
    """The day in London on which bids close."""
    return tender.deadline.astimezone(clock.LONDON).date()
