"""Builders of contracts, named by how far they are; everything goes through the services.

A contract that comes back has ``lead``, ``manager_actor`` and ``supplier_actor`` (actors) and ``tender``.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from councils.organisations.models import Council
from councils.people.models import User
from procurement.contracts import services
from procurement.contracts.models import Contract
from procurement.tenders.models import Tender
from socialvalue import clock
from socialvalue.access.domain import Actor, Role
from tests.factories.bids import awarded_tender
from tests.factories.councils import staff

# Two years from 1 January 2027: eight whole quarters of a council whose year starts on 1 April.
STARTS, ENDS = date(2027, 1, 1), date(2028, 12, 31)
# In each quarter: five people in post, 25 hours of advice, two apprenticeships at level 3, £500, three tonnes.
OFFERS = {
    "local-jobs": 5,
    "business-advice": 25,
    "apprenticeships:level-3": 2,
    "donations": 500,
    "emissions": 3,
}
QUESTIONS = (
    ("quality", "How will you keep the parks through the seasons?", Decimal("40")),
    ("social_value", "What will you do for local people, and how will you show it?", Decimal("20")),
)


def manager_of(council: Council, name: str = "") -> Actor:
    """A colleague with the contract manager role."""
    return staff(council, Role.CONTRACT_MANAGER, name=name)


def tender_awarded_to(
    council: Council, *, offers: Mapping[str, Any] = OFFERS, by: Actor | None = None, **told
) -> Tender:
    """A tender awarded to its one bid, which offers ``offers`` (as ``tests.factories.bids.whole_bid`` takes them).

    ``by`` is the supplier's person; ``told`` goes to the tender and its procurement.
    """
    measures = tuple(dict.fromkeys(key.partition(":")[0] for key in offers))
    told = {"contract_starts_on": STARTS, "contract_ends_on": ENDS, "questions": QUESTIONS, "days": 2, **told}
    bid = {"offers": offers} | ({"by": by} if by else {})
    return awarded_tender(council, bids=[bid], measures=measures, **told)


def prepared_contract(council: Council, *, manager: Actor | None = None, **told) -> Contract:
    """A contract made from an award, with its manager, not signed yet."""
    manager = manager or manager_of(council)
    tender = tender_awarded_to(council, **told)
    contract = services.prepare(
        award=tender.awarded, manager=User.objects.get(pk=manager.user_id), by=tender.lead
    )
    return _with_people(contract, tender, manager)


def signed_contract(council: Council, *, signed_on: date | None = None, **told) -> Contract:
    """The same signed, today where no day is told; its commitments stand in the ledger and no returns are made yet."""
    contract = prepared_contract(council, **told)
    services.sign(
        contract=contract, signed_on=signed_on or clock.today(), version=contract.version, by=contract.lead
    )
    return _with_people(contract, contract.tender, contract.manager_actor)


def again(one: Contract) -> Contract:
    """The contract as it stands now, with its people."""
    return _with_people(one, one.tender, one.manager_actor)


def _with_people(contract: Contract, tender: Tender, manager: Actor) -> Contract:
    rows = Contract.objects.select_related("council", "supplier", "service_area", "manager", "procurement")
    fresh = rows.get(pk=contract.pk)
    fresh.tender, fresh.lead, fresh.manager_actor = tender, tender.lead, manager
    fresh.supplier_actor = tender.made[0].actor
    return fresh
