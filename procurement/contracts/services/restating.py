"""A contract's commitments are valued anew from a quarter on: by today's editions and choices, recorded with the reason."""

from datetime import date

from django.db import transaction

from procurement.contracts import queries
from procurement.contracts.models import Contract, Restatement
from procurement.ledger import services as ledger
from procurement.ledger.domain.lines import Source
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import claim, require


@transaction.atomic
def restate(*, contract: Contract, from_day: date, reason: str, version: int, by: Actor) -> Restatement:
    """Value the commitments of a signed contract by what values their measures today, from the first day of a quarter on.

    Quarters before keep their values. Raises Denied, Refusal for a day that is not offered, without a reason, or where
    nothing would change, and Stale.
    """
    require(by, "contract.restate", contract)
    if not reason.strip():
        raise Refusal("Say why. Whoever compares two years will ask.", "reason")
    if from_day not in {quarter.start for quarter in queries.quarters_to_restate(by, contract)}:
        raise Refusal("Choose a quarter for which nothing was reported yet.", "from_day")
    changed = [one for one in queries.restated(by, contract) if one.is_changed]
    if not changed:
        raise Refusal("Every commitment is valued as it would be today, so there is nothing to restate.")
    claim(contract, version)
    made = Restatement.objects.create(
        council_id=contract.council_id,
        contract=contract,
        supplier_id=contract.supplier_id,
        from_day=from_day,
        reason=reason.strip(),
        decided_by_id=by.user_id,
        decided_at=clock.now(),
    )
    accounts = ledger.restate(
        source=Source(made._meta.label_lower, made.pk, 1),
        valuations={one.commitment.pk: one.then for one in changed},
        from_day=from_day,
        reason=made.reason,
        by=by,
    )
    for one in changed:
        commitment = one.commitment
        commitment.valuation = one.then.to_dict() if one.then.is_valued else None
        commitment.account = accounts[commitment.pk]
        commitment.save(update_fields=["valuation", "account"])
    detail = {"from": from_day.isoformat(), "commitments": len(changed), "reason": made.reason}
    audit.record(made, "restated what the commitments are worth", by=by, detail=detail)
    return made
