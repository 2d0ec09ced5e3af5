"""A contract passes to the council that succeeds the one that signed it, with its commitments and their accounts."""

from datetime import date

from django.urls import reverse

from councils.organisations.models import Council, ServiceArea
from councils.people import queries as people
from councils.people import services as people_services
from procurement.contracts import queries
from procurement.contracts.models import CommitmentLine, Contract, Passing
from procurement.ledger import services as ledger
from procurement.ledger.domain.lines import Source
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Role
from socialvalue.access.services import claim
from socialvalue.letters import tell


def pass_on(*, contract: Contract, to: Council, service_area: ServiceArea, on: date) -> Passing:
    """Give a signed contract to ``to`` from ``on``, the first day of a quarter; its supplier and manager are told.

    Part of the service that passes a whole council on. Its manager becomes a contract manager of ``to`` where that is
    not so yet. Raises Refusal where something was reported for a period from that day on, Stale where somebody changes
    the contract now.
    """
    before = contract.council
    system = Actor.system(before.pk)
    audit.record(contract, f"passed the contract to {to.name}", by=system, detail={"on": on.isoformat()})
    claim(contract, contract.version)
    commitments = queries.commitments(system, contract)
    made = Passing.objects.create(
        council=to,
        contract=contract,
        from_council=before,
        supplier_id=contract.supplier_id,
        passed_on=on,
        written_at=clock.now(),
    )
    accounts = ledger.pass_on(
        source=Source(made._meta.label_lower, made.pk, 1),
        commitment_ids={one.pk for one in commitments if one.account_id},
        council_id=to.pk,
        service_area_id=service_area.pk,
        from_day=on,
        reason=f"{contract.reference} passed from {before.name} to {to.name} on {on:%-d %B %Y}",
    )
    for one in commitments:
        one.council, one.account = to, accounts.get(one.pk)
        one.save(update_fields=["council", "account"])
    CommitmentLine.objects.filter(commitment__in=commitments).update(council=to)
    contract.council, contract.service_area = to, service_area
    contract.save(update_fields=["council", "service_area"])
    _keep_manager(contract, to)
    audit.record(contract, f"took the contract over from {before.name}", by=Actor.system(to.pk))
    _tell(contract, before, on)
    return made


def _keep_manager(contract: Contract, to: Council) -> None:
    """Whoever manages the contract goes on doing so, and may."""
    manager = contract.manager
    by = Actor.system(to.pk)
    if manager and manager.pk not in {one.pk for one in people.colleagues(by, Role.CONTRACT_MANAGER)}:
        people_services.add_member(
            council=to, email_address=manager.email, name=manager.name, role=Role.CONTRACT_MANAGER, by=by
        )


def _tell(contract: Contract, before: Council, on: date) -> None:
    system = Actor.system(contract.council_id)
    context = {"contract": contract, "before": before, "on": on}
    subject = f"{contract.reference} is a contract of {contract.council.name} from {on:%-d %B %Y}"
    tell(
        addresses=queries.supplier_addresses(system, contract),
        subject=subject,
        template="contracts/mail/passed_supplier.txt",
        path=reverse("portal_contracts:contract", args=[contract.uid]),
        context=context,
    )
    tell(
        addresses=queries.manager_address(system, contract),
        subject=subject,
        template="contracts/mail/passed_manager.txt",
        path=reverse("contracts:contract", args=[contract.uid]),
        context=context,
    )
