"""What suppliers see: the published tenders of every council."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from councils.organisations.models import Council
from procurement.tenders.domain import deadlines
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Actor


def published(actor: Actor) -> QuerySet[Tender]:
    """The tenders of all councils that ``actor`` may see and that were published, the next deadline first."""
    rows = Tender.objects.visible_to(actor).exclude(status=Tender.Status.DRAFT)
    return rows.select_related("procurement", "council").defer("scheme").order_by("deadline", "id")


def open_tenders(actor: Actor) -> QuerySet[Tender]:
    """Those that still take bids, the next deadline first."""
    return published(actor).filter(status=Tender.Status.PUBLISHED, deadline__gte=clock.now())


def published_tender(actor: Actor, uid: uuid.UUID) -> Tender:
    """One published tender; raises NotFound."""
    rows = Tender.objects.select_related("procurement__service_area", "council")
    return rows.exclude(status=Tender.Status.DRAFT).get_visible(actor, uid=uid)


def councils_with_tenders(actor: Actor) -> list[Council]:
    """The councils that have published a tender, by name."""
    ids = Tender.objects.visible_to(actor).exclude(status=Tender.Status.DRAFT).values("council_id")
    return list(Council.objects.visible_to(actor).filter(pk__in=ids).order_by("name"))


@dataclass(frozen=True)
class Advert:
    """A published tender as one line of a list."""

    uid: uuid.UUID
    title: str
    reference: str
    council: str
    value_ex_vat: Decimal
    deadline: datetime
    days_left: str
    standing: str


def adverts(rows: Iterable[Tender]) -> list[Advert]:
    """``rows`` as suppliers read them now."""
    now = clock.now()
    return [
        Advert(
            uid=row.uid,
            title=row.procurement.title,
            reference=row.procurement.reference,
            council=row.council.name,
            value_ex_vat=row.procurement.value_ex_vat,
            deadline=row.deadline,
            days_left=deadlines.days_left(row.deadline, now),
            standing=advert_standing(row, now),
        )
        for row in rows
    ]


def advert_standing(row: Tender, now: datetime) -> str:
    """Open, closed or awarded: what happens to bids between is the council's own matter."""
    said = deadlines.standing(row.status, row.deadline, now)
    return said if said in ("open", "awarded") else "closed"
