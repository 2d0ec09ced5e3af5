"""A contract is made from an award: its commitments are the winning bid's offers, in order, and nobody types one.

What the bidder offers on a measure of its own is one of them where somebody approved the measure."""

from django.db import transaction
from django.urls import reverse

from councils.people.models import User
from procurement.bids.models import Award
from procurement.contracts import queries
from procurement.contracts.domain import contract_reference
from procurement.contracts.models import Commitment, CommitmentLine, Contract
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import claim, require
from socialvalue.letters import tell

UNDECIDED = "Decide about the measures that the bidder proposes before you prepare the contract."
NOT_A_MANAGER = "Choose a colleague who has the contract manager role."


@transaction.atomic
def prepare(*, award: Award, manager: User, by: Actor) -> Contract:
    """The contract of an award, with its manager and the winner's commitments, ready to be signed.

    Raises Denied, and Refusal where there is a contract already, a measure that the bidder proposes is not decided, or
    ``manager`` is not a contract manager here.
    """
    require(by, "contract.sign", award)
    require(by, "contract.name_manager", award)
    _check_manager(manager, by)
    found = queries.award(by, award.tender.uid)
    system = Actor.system(found.council_id)
    Award.objects.select_for_update(of=("self",)).defer("ranking").get_visible(system, pk=found.pk)
    procurement = found.tender.procurement
    if Contract.objects.visible_to(system).filter(procurement=procurement).exists():
        raise Refusal("The contract has been prepared already. Open it from the list of contracts.")
    preview = queries.preview(by, found)
    if preview.undecided:
        raise Refusal(UNDECIDED)
    contract = Contract.objects.create(
        council_id=found.council_id,
        procurement=procurement,
        bid=found.bid,
        supplier=found.bid.supplier,
        service_area=procurement.service_area,
        reference=contract_reference(procurement.reference),
        title=procurement.title,
        value_ex_vat=preview.value_ex_vat,
        starts_on=preview.term.start,
        ends_on=preview.term.end,
        manager=manager,
        created_at=clock.now(),
    )
    _copy(preview, contract)
    detail = {"manager": manager.name, "commitments": len(preview.offers)}
    audit.record(contract, "prepared the contract", by=by, detail=detail)
    _tell_manager(contract, by)
    return contract


def _copy(preview: queries.Preview, contract: Contract) -> None:
    """The offers as commitments, quantity for quantity."""
    for position, row in enumerate(preview.offers, 1):
        offer = row.offer
        commitment = Commitment.objects.create(
            council_id=contract.council_id,
            contract=contract,
            supplier_id=contract.supplier_id,
            offer=offer,
            measure=offer.counted_by,
            variant=offer.variant,
            variant_words=row.variant_words,
            how=offer.how,
            position=position,
        )
        CommitmentLine.objects.bulk_create(
            CommitmentLine(
                council_id=contract.council_id,
                commitment=commitment,
                supplier_id=contract.supplier_id,
                period_start=line.period_start,
                period_end=line.period_end,
                quantity=line.quantity,
            )
            for line in offer.lines.all()
        )


@transaction.atomic
def name_manager(*, contract: Contract, manager: User, version: int, by: Actor) -> Contract:
    """Give a contract another manager, who from now on verifies its returns. Raises Denied, Refusal and Stale."""
    require(by, "contract.name_manager", contract)
    _check_manager(manager, by)
    before = contract.manager
    claim(contract, version)
    contract.manager = manager
    contract.save(update_fields=["manager"])
    detail = {"manager": manager.name, "before": before.name if before else ""}
    audit.record(contract, "named the contract manager", by=by, detail=detail)
    _tell_manager(contract, by)
    return contract


def _check_manager(manager: User, by: Actor) -> None:
    if manager.pk not in {one.pk for one in queries.managers(by)}:
        raise Refusal(NOT_A_MANAGER, "manager")


def _tell_manager(contract: Contract, by: Actor) -> None:
    tell(
        addresses=queries.manager_address(Actor.system(contract.council_id), contract),
        subject=f"You are the contract manager of {contract.reference} from today",
        template="contracts/mail/manager.txt",
        path=reverse("contracts:contract", args=[contract.uid]),
        context={"contract": contract, "by": by},
    )
