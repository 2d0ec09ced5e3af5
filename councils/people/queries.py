"""Looking at people: for whom somebody may act, and who a council's people are."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q, QuerySet

from councils.organisations.models import Council, ServiceArea
from councils.people.models import Membership, SupplierMembership, User
from socialvalue.access.domain import COUNCIL_ROLES, Actor, Kind, Role

# A council, or a service area, may have passed to one that has passed on itself.
SUCCESSORS = ("successor", "successor__successor")
ACTING_FOR = "acting_for"  # where the session keeps the key of the standing that was chosen


@dataclass(frozen=True)
class Standing:
    """One council or supplier for which a person may act."""

    key: str
    name: str
    kind: Kind
    roles: tuple[str, ...]
    colour: str


@dataclass(frozen=True)
class Passed:
    """A council or service area that passed to another, which may have passed on itself."""

    pk: int
    successors: frozenset[int | None]


def _memberships(user: User) -> list[Membership]:
    held = Membership.objects.visible_to(Actor.system()).filter(user=user, active=True)
    return list(held.select_related("council__successor").order_by("council__name", "role"))


def _passed_councils(actor: Actor, to: Set[int]) -> list[Passed]:
    return _passed(Council.objects.visible_to(actor), to) if to else []


def _passed_areas(actor: Actor, to: Set[int]) -> list[Passed]:
    return _passed(ServiceArea.objects.visible_to(actor), to) if to else []


def _passed(rows: QuerySet, to: Set[int]) -> list[Passed]:
    """Those of ``rows`` that passed to one of ``to``, or to one that passed to it."""
    found = rows.filter(Q(successor__in=to) | Q(successor__successor__in=to)).order_by()
    return [Passed(pk, frozenset(on)) for pk, *on in found.values_list("pk", *SUCCESSORS)]


def _before(passed: Iterable[Passed], ids: Set[int]) -> frozenset[int]:
    return frozenset(one.pk for one in passed if one.successors & ids)


def _supplier_memberships(user: User) -> list[SupplierMembership]:
    held = SupplierMembership.objects.visible_to(Actor.system()).filter(user=user, active=True)
    return list(held.select_related("supplier").order_by("supplier__name", "role"))


def actor_for(user: User, choice: str = "") -> tuple[Actor, list[Standing]]:
    """The actor that ``user`` is, acting for ``choice`` (a standing's key) or for the first, and all its standings.

    A person without a membership acts for nobody and sees nothing.
    """
    actors, standings = {}, []
    councils: dict[int, list[Membership]] = {}
    for membership in _memberships(user):
        councils.setdefault(membership.council_id, []).append(membership)
    before = _passed_councils(Actor.system(), councils.keys())
    for held in councils.values():
        key, council = f"council-{held[0].council.uid}", held[0].council
        actors[key] = _council_actor(user, held, before)
        words = tuple(sorted({Role(m.role).words for m in held}))
        standings.append(Standing(key, council.name, Kind.COUNCIL, words, council.colour))
    for council, reader in _readers(Actor.system(), user, actors.values()):
        key = f"council-{council.uid}"
        if key not in actors:
            actors[key] = reader
            standings.append(
                Standing(key, council.name, Kind.COUNCIL, ("reader of its history",), council.colour)
            )
    suppliers: dict[int, list[SupplierMembership]] = {}
    for membership in _supplier_memberships(user):
        suppliers.setdefault(membership.supplier_id, []).append(membership)
    for supplier_id, held in suppliers.items():
        key = f"supplier-{held[0].supplier.uid}"
        actors[key] = Actor(
            kind=Kind.SUPPLIER,
            name=user.name,
            user_id=user.pk,
            supplier_id=supplier_id,
            roles=frozenset(Role(m.role) for m in held),
        )
        words = tuple(sorted({Role(m.role).words for m in held}))
        standings.append(Standing(key, held[0].supplier.name, Kind.SUPPLIER, words, ""))
    nobody = Actor(kind=Kind.PUBLIC, name=user.name, user_id=user.pk)
    chosen = choice if choice in actors else (standings[0].key if standings else "")
    return actors.get(chosen, nobody), standings


def _council_actor(user: User, held: list[Membership], before: Iterable[Passed]) -> Actor:
    """The actor of somebody's memberships in one council, who reads on what its predecessors wrote."""
    council = held[0].council
    areas = frozenset(m.service_area_id for m in held if m.service_area_id)
    areas_before = _passed_areas(Actor.system(), areas)
    return Actor(
        kind=Kind.COUNCIL,
        name=user.name,
        user_id=user.pk,
        council_id=council.pk,
        roles=frozenset(Role(m.role) for m in held),
        service_area_ids=areas | _before(areas_before, areas),
        bodies=frozenset(m.body for m in held if m.body),
        predecessor_ids=_before(before, {council.pk}),
        passed_on=_passed_on(council),
    )


def _passed_on(council: Council) -> str:
    if council.successor is None:
        return ""
    return f"{council.name} passed to {council.successor.name} on {council.succeeded_on:%-d %B %Y}."


def _readers(actor: Actor, user: User, actors: Iterable[Actor]) -> list[tuple[Council, Actor]]:
    """The councils that passed to one of which the person sees everything, to be read and not changed."""
    ids = {pk for one in actors if one.sees_whole_council for pk in one.predecessor_ids}
    if not ids:
        return []
    councils = Council.objects.visible_to(actor).filter(pk__in=ids).select_related("successor")
    return [
        (
            council,
            Actor(
                kind=Kind.COUNCIL,
                name=user.name,
                user_id=user.pk,
                council_id=council.pk,
                roles=frozenset({Role.AUDITOR}),
                passed_on=_passed_on(council),
            ),
        )
        for council in councils.order_by("name")
    ]


def acting_as(standings: list[Standing], choice: str | None) -> Standing | None:
    """The standing that ``choice`` names, or the first, as ``actor_for`` takes it; None for whoever has none."""
    return next((one for one in standings if one.key == choice), standings[0] if standings else None)


def has_second_step(user: User) -> bool:
    """Whether ``user`` gives a code from an app when signing in."""
    return is_mfa_enabled(user)


def colleagues(actor: Actor, *roles: Role) -> list[User]:
    """People of the actor's council who hold one of ``roles`` (any council role where none is named), by name."""
    held = Membership.objects.visible_to(actor).filter(active=True, role__in=roles or COUNCIL_ROLES)
    return list(User.objects.visible_to(actor).filter(pk__in=held.values("user")).distinct().order_by("name"))


def approvers(actor: Actor, body: str = "") -> list[User]:
    """People of the actor's council who approve, by name; with ``body`` (its key) those of that body only."""
    held = Membership.objects.visible_to(actor).filter(active=True, role=Role.APPROVER)
    held = held.filter(body=body) if body else held
    return list(User.objects.visible_to(actor).filter(pk__in=held.values("user")).distinct().order_by("name"))


def memberships(actor: Actor) -> list[Membership]:
    """The council's memberships, by person, for the page that says who may do what."""
    rows = Membership.objects.visible_to(actor).select_related("user", "service_area")
    return list(rows.order_by("user__name", "role"))


def predecessors(actor: Actor) -> list[Council]:
    """The councils that passed to the actor's own, by the day on which they did."""
    rows = Council.objects.visible_to(actor).filter(pk__in=actor.predecessor_ids)
    return list(rows.order_by("succeeded_on", "name"))


def supplier_people(actor: Actor) -> list[SupplierMembership]:
    """The people of the actor's supplier."""
    rows = SupplierMembership.objects.visible_to(actor).select_related("user", "supplier")
    return list(rows.order_by("user__name", "role"))


def supplier_addresses(actor: Actor, supplier_id: int) -> list[str]:
    """The email addresses of the people who act for a supplier, for whoever may see its people."""
    held = SupplierMembership.objects.visible_to(actor).filter(supplier_id=supplier_id, active=True)
    return sorted(set(held.filter(user__is_active=True).values_list("user__email", flat=True)))


def standing_exists(user: User, key: str) -> bool:
    """Whether ``user`` may act for the council or supplier that ``key`` names."""
    return any(standing.key == key for standing in actor_for(user)[1])


def colleague(actor: Actor, user_id: int, *roles: Role) -> User | None:
    """The one colleague with that key and one of ``roles``, or None."""
    return next((user for user in colleagues(actor, *roles) if user.pk == user_id), None)
