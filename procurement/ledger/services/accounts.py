"""Accounts: one for each commitment, opened at signature with the valuation frozen then; another when it passes on."""

import uuid
from datetime import date
from typing import Any

from measures.domain.valuation import Valuation
from procurement.ledger.domain.lines import LedgerError
from procurement.ledger.models import Account
from procurement.ledger.services.writing import must_be_inside_a_transaction
from socialvalue.access.domain import Actor, NotFound


def open_account(
    *,
    council_id: int,
    commitment_id: int,
    service_area_id: int,
    supplier_id: int,
    contract_uid: uuid.UUID,
    contract_reference: str,
    contract_title: str,
    outcome_id: int,
    measure_id: int,
    unit: str,
    valuation: Valuation | None,
    variant: str = "",
    provenance: str = Account.Provenance.BID,
    from_day: date | None = None,
    by: Actor,
) -> Account:
    """The account of a commitment, opened once and never changed; ``valuation`` is frozen with it (None: not valued).

    ``unit`` is the one that is posted. What was taken over or restated counts from ``from_day``. Raises
    NotFound for another council's, LedgerError where the commitment has an account of other content.
    """
    wanted = {
        "council_id": council_id,
        "service_area_id": service_area_id,
        "supplier_id": supplier_id,
        "contract_uid": contract_uid,
        "contract_reference": contract_reference,
        "contract_title": contract_title,
        "outcome_id": outcome_id,
        "measure_id": measure_id,
        "variant": variant,
        "unit": str(unit),
        "provenance": str(provenance),
        "from_day": from_day,
        "valuation": valuation.to_dict() if valuation is not None and valuation.is_valued else None,
    }
    return _opened(commitment_id, wanted, by)


def _opened(commitment_id: int, wanted: dict[str, Any], by: Actor) -> Account:
    must_be_inside_a_transaction()
    if by.council_id != wanted["council_id"]:
        raise NotFound("no such council for this actor")
    held_by = {"commitment_id": commitment_id} | {name: wanted[name] for name in ("council_id", "from_day")}
    account, new = Account.objects.get_or_create(**held_by, defaults=wanted)
    if not new and any(getattr(account, name) != value for name, value in wanted.items()):
        raise LedgerError(f"Commitment {commitment_id} has an account already, and it says something else.")
    return account
