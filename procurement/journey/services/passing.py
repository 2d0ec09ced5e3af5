"""A council passes to its successor: its contracts under way go over, its history stays under its own name."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction

from councils.organisations.models import Council, ServiceArea
from procurement.contracts import services as contracts
from procurement.contracts.models import Contract
from procurement.journey import queries
from procurement.returns import services as returns
from socialvalue.access.domain import Actor, Refusal
from socialvalue.jobs.models import Job


@transaction.atomic
def pass_on(*, before: Council, after: Council, on: date, to: Mapping[str, str]) -> list[Contract]:
    """Pass the contracts under way of ``before`` to ``after`` from ``on``, the first day of a quarter; those that passed.

    ``to`` says to which service area each goes, by key; one that is left out goes to the area of the same key. Signed
    contracts that end on that day or later go over with their commitments, returns, evidence and accounts; those that
    are signed later follow. What has ended, and what was bought, stays under the old name. A second time takes over
    what was not yet signed at the first, and nothing twice. Raises Refusal with every reason at once.
    """
    ids = sorted((before.pk, after.pk))
    held = {one.pk: one for one in Council.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    before, after = held[before.pk], held[after.pk]
    plan = queries.passing(Actor.system(), before, after, on, to)
    if plan.problems:
        raise Refusal.of([(None, problem) for problem in plan.problems])
    before.successor, before.succeeded_on = after, on
    before.save(update_fields=["successor", "succeeded_on"])
    for area in plan.areas:
        ServiceArea.objects.filter(pk=area.before.pk).update(successor=area.after)
    goes_to = {area.before.pk: area.after for area in plan.areas}
    for contract in plan.contracts:
        returns.make_returns(contract=contract, by=Actor.system(before.pk))
        returns.pass_on(contract=contract, to=after)
        contracts.pass_on(contract=contract, to=after, service_area=goes_to[contract.service_area_id], on=on)
    return plan.contracts


def pass_on_signed(job: Job, progress: Callable[[int, str], None]) -> None:
    """The work of the job that a signature asks for in a council that has passed to another."""
    council = Council.objects.select_related("successor").get(pk=job.council_id)
    if council.successor is None or council.succeeded_on is None:
        return
    progress(10, f"Passing the contract to {council.successor.name}")
    known = ServiceArea.objects.visible_to(Actor.system(council.pk)).filter(successor__isnull=False)
    to = dict(known.values_list("key", "successor__key"))
    pass_on(before=council, after=council.successor, on=council.succeeded_on, to=to)
