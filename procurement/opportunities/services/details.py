"""Opening a procurement and changing what is told of it."""

import uuid
from dataclasses import fields
from typing import Any

from django.db import connection, transaction

from councils.organisations.models import Council, ServiceArea
from procurement.opportunities import queries
from procurement.opportunities.domain.details import Details, check, check_change, confirmed
from procurement.opportunities.domain.references import first_part, next_reference
from procurement.opportunities.models import Lot, Procurement
from procurement.opportunities.services.judging import judge
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal, Role
from socialvalue.access.services import claim, require


@transaction.atomic
def open_procurement(
    *, service_area_id: int, by: Actor, uid: uuid.UUID | None = None, **told: Any
) -> Procurement:
    """Open a procurement in one of the actor's service areas, with one lot, and judge at once what is required of it.

    ``told`` are the fields of ``Details``. ``uid`` names the form that was sent: sending it twice opens one procurement.
    Raises Refusal with everything that makes no sense.
    """
    require(by, "procurement.open")
    _wait_for_turn(by.council_id)
    before = Procurement.objects.filter(uid=uid).first() if uid else None
    if before and Procurement.objects.visible_to(by).filter(pk=before.pk).exists():
        return before
    if before:
        raise Refusal("This form cannot be sent again. Open a new one.")
    details = _confirmed(Details(**told), by)
    check(details, clock.today())
    area = _own_area(service_area_id, by)
    commissioner = by.user_id if by.has(Role.COMMISSIONER) else None
    return make(details, area, by, commissioner_id=commissioner, **({"uid": uid} if uid else {}))


def _own_area(service_area_id: int, by: Actor) -> ServiceArea:
    for area in queries.service_areas(by):
        if area.pk == service_area_id:
            return area
    raise Refusal("Choose one of your service areas", "service_area_id")


def make(details: Details, area: ServiceArea, by: Actor, **more: Any) -> Procurement:
    """Open a procurement inside the caller's transaction, and judge it; ``more`` are fields that a notice fills."""
    procurement = Procurement.objects.create(
        council_id=area.council_id,
        service_area=area,
        reference=_new_reference(area.council),
        created_at=clock.now(),
        **{field.name: getattr(details, field.name) for field in fields(Details)},
        **more,
    )
    Lot.objects.create(
        council_id=area.council_id,
        procurement=procurement,
        number=1,
        title=details.title,
        value_ex_vat=details.value_ex_vat,
    )
    audit.record(procurement, "opened the procurement", by=by)
    judge(procurement=procurement, by=by)
    return procurement


def _wait_for_turn(council_id: int) -> None:
    """Let those who open a procurement for one council do so one after the other, until their transactions end."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('procurement reference'), %s)", [council_id])


def _new_reference(council: Council) -> str:
    """The next reference of the council's year."""
    _wait_for_turn(council.pk)
    year = clock.today().year
    start = first_part(council.reference_prefix, year)
    given = Procurement.objects.filter(council=council, reference__startswith=start)
    numbers = sorted(given.values_list("reference", flat=True), key=lambda text: (len(text), text))
    return next_reference(council.reference_prefix, year, numbers[-1] if numbers else None)


@transaction.atomic
def change_details(
    *, procurement: Procurement, version: int, by: Actor, service_area_id: int, **told: Any
) -> Procurement:
    """Change what is told of a purchase and judge it again; the deciding facts are fixed once it has commenced."""
    require(by, "procurement.edit", procurement)
    take(procurement, version, by)
    before, details = procurement.details, Details(**told)
    if before.commenced_on is None:
        details = _confirmed(details, by)
    check_change(before, details, clock.today())
    if service_area_id != procurement.service_area_id:
        procurement.service_area = _own_area(service_area_id, by)
    keep(procurement, details)
    audit.record(procurement, "changed the details", by=by, detail=_changes(before, details))
    if before.commenced_on is None:
        judge(procurement=procurement, by=by)
    return procurement


def _confirmed(details: Details, by: Actor) -> Details:
    return confirmed(details, queries.light_touch_proposal(by, details.cpv, details.commenced_on))


def keep(procurement: Procurement, details: Details) -> None:
    """Write the details to the procurement, and to its lot where it has only one; the caller's transaction holds it."""
    for field in fields(Details):
        setattr(procurement, field.name, getattr(details, field.name))
    procurement.save(update_fields=[*(field.name for field in fields(Details)), "service_area"])
    lots = Lot.objects.filter(procurement=procurement)
    if lots.count() == 1:
        lots.update(title=details.title, value_ex_vat=details.value_ex_vat)


def _changes(before: Details, after: Details) -> dict[str, list[str]]:
    """Each field that changed, with what it was and what it is."""
    pairs = {
        field.name: (getattr(before, field.name), getattr(after, field.name)) for field in fields(Details)
    }
    return {name: [str(was), str(now)] for name, (was, now) in pairs.items() if was != now}


def take(procurement: Procurement, version: int, by: Actor) -> None:
    """Claim the procurement for one edit; nothing before a tender changes once the tender is out."""
    if queries.tender_is_out(by, procurement):
        raise Refusal("The tender is published, so this can no longer be changed.")
    claim(procurement, version)
    procurement.refresh_from_db()
