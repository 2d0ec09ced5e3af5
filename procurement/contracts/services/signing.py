"""Signing: unit values are frozen, accounts opened, the whole profile posted, and the returns asked for."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from measures import queries as measures
from procurement.contracts import queries
from procurement.contracts.domain import SIGN, signing_refusal
from procurement.contracts.models import Commitment, Contract
from procurement.contracts.services.preparing import NOT_A_MANAGER
from procurement.ledger import services as ledger
from procurement.ledger.domain.lines import Counted, Source
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require
from socialvalue.jobs import services as jobs
from socialvalue.letters import tell


@transaction.atomic
def sign(*, contract: Contract, signed_on: date, version: int, by: Actor) -> Contract:
    """Record that both sides signed on a day, and post what the supplier is now bound to.

    Raises Denied, Refusal for a day that cannot be or a manager who has left, Stale where somebody was faster.
    """
    require(by, SIGN.permission, contract)
    awarded_on = contract.bid.award.awarded_at.astimezone(clock.LONDON).date()
    refusal = signing_refusal(signed_on, today=clock.today(), awarded_on=awarded_on, ends_on=contract.ends_on)
    if refusal:
        raise Refusal(refusal, "signed_on")
    if contract.manager_id not in {one.pk for one in queries.managers(by)}:
        raise Refusal(f"The contract has no manager who may verify its returns. {NOT_A_MANAGER}")
    contract.signed_on, contract.signed_by_id = signed_on, by.user_id
    contract.save(update_fields=["signed_on", "signed_by"])
    detail = {"signed_on": signed_on.isoformat(), "manager": contract.manager.name}
    advance(contract, SIGN, by=by, version=version, detail=detail)
    _bind(contract, by)
    jobs.request(
        task="returns.make_returns",
        subject=contract,
        title=f"Making the returns of {contract.reference}",
        by=by,
        result_url=contract.get_absolute_url(),
    )
    if contract.council.successor_id is not None:
        jobs.request(
            task="journey.pass_on_signed",
            subject=contract,
            title=f"Passing {contract.reference} to {contract.council.successor.name}",
            by=by,
        )
    _tell_supplier(contract)
    return contract


def _bind(contract: Contract, by: Actor) -> None:
    """Freeze the unit values, open the accounts and post the profile, all of it in one posting."""
    commitments = queries.commitments(by, contract)
    valuations = measures.valuations(
        by,
        [one.measure for one in commitments],
        day=contract.signed_on,
        first_year=contract.starts_on.year,
    )
    lines: list[Counted] = []
    for one in commitments:
        valuation = valuations[one.measure_id]
        one.valuation = valuation.to_dict() if valuation.is_valued else None
        if one.counting.is_posted:
            one.account_id = _account(contract, one, valuation, by).pk
            lines += [
                Counted(one.pk, line.period, one.counting.posted(line.quantity, line.period))
                for line in one.every_line
            ]
        one.save(update_fields=["valuation", "account"])
    ledger.commit(source=Source(contract._meta.label_lower, contract.pk, 1), lines=lines, by=by)


def _account(contract: Contract, one: Commitment, valuation, by: Actor):
    return ledger.open_account(
        council_id=contract.council_id,
        commitment_id=one.pk,
        service_area_id=contract.service_area_id,
        supplier_id=contract.supplier_id,
        contract_uid=contract.uid,
        contract_reference=contract.reference,
        contract_title=contract.title,
        outcome_id=one.measure.outcome_id,
        measure_id=one.measure_id,
        unit=one.counting.unit.posted_as,
        valuation=valuation,
        variant=one.variant,
        provenance="bid",
        by=by,
    )


def _tell_supplier(contract: Contract) -> None:
    tell(
        addresses=queries.supplier_addresses(Actor.system(contract.council_id), contract),
        subject=f"Contract {contract.reference} is signed: look at your commitments and return dates",
        template="contracts/mail/signed.txt",
        path=reverse("portal_contracts:contract", args=[contract.uid]),
        context={"contract": contract},
    )
