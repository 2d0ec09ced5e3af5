"""The returns of a contract are made when it is signed: one for each financial quarter, clipped to the contract."""

from collections.abc import Callable

from django.db import transaction

from procurement.contracts.models import Commitment, Contract
from procurement.returns.domain.timing import due_on
from procurement.returns.models import QuarterlyReturn, ReturnLine
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.jobs.models import Job
from socialvalue.periods import Period, quarters_of


def make_returns_for(job: Job, progress: Callable[[int, str], None]) -> None:
    """The work of the job that a signature asks for."""
    system = Actor.system(job.council_id)
    contract = Contract.objects.select_related("council").get_visible(system, pk=job.subject_id)
    progress(10, "Making one return for each quarter")
    make_returns(contract=contract, by=system)


@transaction.atomic
def make_returns(*, contract: Contract, by: Actor) -> list[QuarterlyReturn]:
    """A return for each financial quarter, with a line for each commitment; twice is the same as once. A contract
    without commitments has none.

    Raises Refusal for a contract that is not signed.
    """
    if contract.status != Contract.Status.SIGNED:
        raise Refusal("Returns are made when the contract is signed.")
    council = contract.council
    commitments = list(Commitment.objects.visible_to(by).filter(contract=contract))
    if not commitments:
        return []
    quarters = quarters_of(contract.term, council.year_starts_month, council.year_starts_day)
    made = [one for period in quarters if (one := _make(contract, period, commitments))]
    if made:
        audit.record(contract, "made the returns", by=by, detail={"returns": len(made)})
    return made


def _make(contract: Contract, period: Period, commitments: list[Commitment]) -> QuarterlyReturn | None:
    """The return for one quarter, or None where it was there; lines that it lacks are added."""
    council = contract.council
    one, new = QuarterlyReturn.objects.get_or_create(
        contract=contract,
        period_start=period.start,
        defaults={
            "council": council,
            "supplier_id": contract.supplier_id,
            "period_end": period.end,
            "due_on": due_on(period, council.returns_due_after_days),
        },
    )
    lines = (
        ReturnLine(
            council=council, supplier_id=contract.supplier_id, period_return=one, commitment=commitment
        )
        for commitment in commitments
    )
    ReturnLine.objects.bulk_create(lines, ignore_conflicts=True)
    return one if new else None
