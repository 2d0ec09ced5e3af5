"""Which contracts an actor sees, whom to write to about one, and which of them wait for somebody."""

import uuid

from django.db.models import QuerySet
from django.urls import reverse

from councils.organisations.models import ServiceArea, Supplier
from councils.people import queries as people
from procurement.bids.models import Award
from procurement.contracts.models import Contract, Passing
from procurement.contracts.queries.awards import awards_to_prepare
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from socialvalue.access.domain.waiting import Waiting
from socialvalue.clock import LONDON


def contracts(actor: Actor) -> QuerySet[Contract]:
    """The contracts that the actor may see, with what a list shows of each."""
    rows = Contract.objects.visible_to(actor)
    return rows.select_related("supplier", "service_area", "manager", "council", "procurement")


def contract(actor: Actor, uid: uuid.UUID) -> Contract:
    """One contract; raises NotFound."""
    return contracts(actor).get_visible(actor, uid=uid)


def passings(actor: Actor, of: Contract) -> list[Passing]:
    """From which councils a contract passed to its council, in order."""
    rows = Passing.objects.visible_to(actor)
    return list(rows.filter(contract=of).select_related("from_council").order_by("passed_on"))


def contract_of(actor: Actor, tender_uid: uuid.UUID) -> Contract | None:
    """The contract that was prepared from the award of a tender, or None."""
    return contracts(actor).filter(bid__tender__uid=tender_uid).first()


def own_contracts(actor: Actor) -> dict[str, list[Contract]]:
    """A supplier's contracts under the name of each council, newest first."""
    by_council: dict[str, list[Contract]] = {}
    for one in contracts(actor).order_by("council__name", "-starts_on", "reference"):
        by_council.setdefault(one.council.name, []).append(one)
    return by_council


def running(actor: Actor) -> QuerySet[Contract]:
    """The signed contracts that have not ended, by council and title."""
    signed = contracts(actor).filter(status=Contract.Status.SIGNED, ends_on__gte=clock.today())
    return signed.order_by("council__name", "title", "reference")


def service_areas(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of the service areas that have a contract which the actor may see."""
    held = Contract.objects.visible_to(actor).values("service_area")
    return list(ServiceArea.objects.visible_to(actor).filter(pk__in=held).values_list("key", "name"))


def suppliers(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of the suppliers that have a contract which the actor may see."""
    held = Contract.objects.visible_to(actor).values("supplier")
    rows = Supplier.objects.visible_to(actor).filter(pk__in=held).values_list("uid", "name")
    return [(str(uid), name) for uid, name in rows]


def supplier_addresses(actor: Actor, of: Contract) -> list[str]:
    """The email addresses of the people who act for the contract's supplier; ``actor`` must see the contract."""
    if not Contract.objects.visible_to(actor).filter(pk=of.pk).exists():
        return []
    return people.supplier_addresses(Actor.system(of.council_id), of.supplier_id)


def manager_address(actor: Actor, of: Contract) -> list[str]:
    """The email address of the contract's manager, as a list that may be empty; ``actor`` must see the contract."""
    rows = Contract.objects.visible_to(actor).filter(pk=of.pk, manager__is_active=True)
    return list(rows.values_list("manager__email", flat=True))


def _first(award: Award) -> str:
    if award.has_undecided:
        return "Decide first about the measures that the bidder proposes."
    return "Name the contract manager."


def waiting(actor: Actor) -> list[Waiting]:
    """For a procurement lead: awards without a contract, and contracts to sign; for all others nothing."""
    if not (actor.is_council and actor.has(Role.PROCUREMENT_LEAD)):
        return []
    to_prepare = [
        Waiting(
            title=f"Prepare the contract: {one.tender.procurement.title}",
            url=reverse("contracts:prepare", args=[one.tender.uid]),
            hint=f"Awarded to {one.bid.supplier.name}. {_first(one)}",
            since=one.awarded_at.astimezone(LONDON).date(),
        )
        for one in awards_to_prepare(actor)
    ]
    to_sign = [
        Waiting(
            title=f"Sign the contract: {one.title}",
            url=reverse("contracts:sign", args=[one.uid]),
            hint=f"{one.reference}, with {one.supplier.name}.",
            since=one.created_at.astimezone(LONDON).date(),
        )
        for one in contracts(actor).filter(status=Contract.Status.AWARDED)
    ]
    return to_prepare + to_sign
