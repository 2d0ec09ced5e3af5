"""What would pass from one council to its successor, and why it cannot, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from councils.organisations.models import Council, ServiceArea
from councils.people import queries as people
from councils.people.models import User
from procurement.contracts.models import Contract
from procurement.journey.domain.passing import Party, areas, refusals
from procurement.opportunities.models import Procurement
from socialvalue import clock
from socialvalue.access.domain import Actor, Role


@dataclass(frozen=True)
class AreaPasses:
    """A service area, and the one of the successor to which its contracts go."""

    before: ServiceArea
    after: ServiceArea


@dataclass(frozen=True)
class PassingPlan:
    """What passes: contracts under way, service areas, and who becomes a contract manager of the successor.

    ``unsigned`` counts procurements without a signed contract, which stay until theirs is signed. ``problems`` says why
    nothing can pass.
    """

    contracts: list[Contract]
    areas: tuple[AreaPasses, ...]
    new_managers: tuple[User, ...]
    unsigned: int
    problems: tuple[str, ...]


def passing(actor: Actor, before: Council, after: Council, on: date, to: Mapping[str, str]) -> PassingPlan:
    """What passes from ``before`` to ``after`` on ``on``; ``to`` names service areas by key where they differ."""
    old = {one.key: one for one in _areas(actor, before)}
    new = {one.key: one for one in _areas(actor, after)}
    matched = areas({k: a.name for k, a in old.items()}, {k: a.name for k, a in new.items()}, to)
    problems = refusals(_party(before), _party(after), on, clock.today()) + matched.problems
    contracts = Contract.objects.visible_to(actor).filter(
        council=before, status=Contract.Status.SIGNED, ends_on__gte=on
    )
    contracts = contracts.select_related("council", "supplier", "service_area", "manager", "procurement")
    found = list(contracts.order_by("reference"))
    there = {one.pk for one in people.colleagues(Actor.system(after.pk), Role.CONTRACT_MANAGER)}
    managers = {one.manager.pk: one.manager for one in found if one.manager and one.manager.pk not in there}
    signed = Contract.objects.visible_to(actor).filter(status=Contract.Status.SIGNED)
    unsigned = Procurement.objects.visible_to(actor).filter(council=before)
    return PassingPlan(
        contracts=found,
        areas=tuple(AreaPasses(old[key], new[goes]) for key, goes in matched.to.items()),
        new_managers=tuple(sorted(managers.values(), key=lambda one: one.name)),
        unsigned=unsigned.exclude(pk__in=signed.values("procurement")).count(),
        problems=problems,
    )


def _areas(actor: Actor, council: Council):
    return ServiceArea.objects.visible_to(actor).filter(council=council).order_by("name")


def _party(council: Council) -> Party:
    return Party(
        name=council.name,
        month=council.year_starts_month,
        first=council.year_starts_day,
        passed_to=council.successor.name if council.successor else "",
        passed_on=council.succeeded_on,
    )
