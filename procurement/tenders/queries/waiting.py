"""What waits for whoever builds tenders: those to start, to finish and to publish."""

from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse

from procurement.opportunities.models import Procurement
from procurement.tenders.models import Tender
from procurement.tenders.queries.needs import draft_from, with_parts
from socialvalue import clock
from socialvalue.access.domain import PERMISSIONS, Actor, Role
from socialvalue.access.domain.waiting import Waiting

ROUTES = (Procurement.Route.TENDER, Procurement.Route.QUOTATION)


def waiting(actor: Actor) -> list[Waiting]:
    """Procurements whose tender is to be built, and tenders to be finished or published."""
    if not actor.is_council:
        return []
    builds = actor.has(*PERMISSIONS["tender.build"].roles)
    if not builds and not actor.has(Role.COMMISSIONER):
        return []
    return [*_to_start(actor, builds), *_to_publish(actor, builds)]


def _to_start(actor: Actor, builds: bool) -> Iterable[Waiting]:
    rows = Procurement.objects.visible_to(actor).filter(
        status=Procurement.Status.ASSESSED, route__in=ROUTES, tender__isnull=True
    )
    for row in rows.annotate(assessed_at=Max("assessment_rows__completed_at")).order_by("assessed_at", "id"):
        yield Waiting(
            title=f"Build the tender: {row.title}",
            url=reverse("tenders:start", args=[row.uid]) if builds else row.get_absolute_url(),
            hint=f"{row.reference}. The opportunity assessment is complete.",
            since=row.assessed_at.astimezone(clock.LONDON).date() if row.assessed_at else None,
            mine=builds,
            whose="" if builds else Role.PROCUREMENT_LEAD.words,
        )


def _to_publish(actor: Actor, builds: bool) -> Iterable[Waiting]:
    rows = Tender.objects.visible_to(actor).filter(status=Tender.Status.DRAFT)
    if not builds:
        rows = rows.select_related("procurement")
    for row in with_parts(actor, rows).order_by("created_at", "id") if builds else rows:
        since = row.created_at.astimezone(clock.LONDON).date()
        title = row.procurement.title
        if not builds:
            yield Waiting(
                title=f"Publish the tender: {title}",
                url=row.get_absolute_url(),
                hint=row.procurement.reference,
                since=since,
                mine=False,
                whose=Role.PROCUREMENT_LEAD.words,
            )
            continue
        left = len(draft_from(row).missing(clock.now(), actor.user_id))
        things = "1 thing" if left == 1 else f"{left} things"
        yield Waiting(
            title=f"Finish the tender: {title}" if left else f"Publish the tender: {title}",
            url=row.get_absolute_url() if left else reverse("tenders:check", args=[row.uid]),
            hint=f"{row.procurement.reference}. {things} to do before you can publish."
            if left
            else "Everything is ready.",
            since=since,
        )
