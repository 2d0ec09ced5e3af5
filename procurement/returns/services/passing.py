"""The returns of a contract pass with it to the council that succeeds the one that signed it."""

from councils.organisations.models import Council
from procurement.contracts.models import Contract
from procurement.returns.models import Evidence, QuarterlyReturn, ReturnLine, SubmittedLine

OF_A_RETURN = (
    (QuarterlyReturn, "contract"),
    (ReturnLine, "period_return__contract"),
    (SubmittedLine, "line__period_return__contract"),
    (Evidence, "line__period_return__contract"),
)


def pass_on(*, contract: Contract, to: Council) -> None:
    """Give all returns of ``contract``, what their lines say and the evidence to ``to``; what they say stays as it is.

    Part of the service that passes a whole council on; the returns are held until it ends.
    """
    held = QuarterlyReturn.objects.filter(contract=contract).order_by("pk").select_for_update()
    list(held.values_list("pk"))
    for model, path in OF_A_RETURN:
        model.objects.filter(**{path: contract}).update(council=to)
