"""Where a council's ledger stands: its last number, and the balance of each commitment and period."""

from django.db.models import Q, Sum

from councils.organisations.models import Council
from procurement.ledger.domain.figures import EVERYTHING, Selection
from procurement.ledger.domain.lines import Kind
from procurement.ledger.domain.rules import Balance
from procurement.ledger.models import Entry, Head
from procurement.ledger.queries.conditions import Scope, chosen, counting, until
from socialvalue.access.domain import Actor, Denied
from socialvalue.periods import Period


def council_id(actor: Actor, slug: str) -> int:
    """The id of the council with that short name; NotFound where there is none."""
    return Council.objects.get_visible(actor, slug=slug).pk


def head_seq(actor: Actor) -> int:
    """The last number of the actor's council's ledger, 0 before its first posting; Denied to who has no council."""
    if actor.council_id is None:
        raise Denied("Only a council's ledger has a number.")
    return Head.objects.visible_to(actor).values_list("seq", flat=True).first() or 0


def balances(
    actor: Actor, *, only: Selection = EVERYTHING, as_of_seq: int | None = None
) -> dict[tuple[int, Period], Balance]:
    """What stands for each commitment and period that ``actor`` may see; a pair that is not there has nothing."""
    scope = Scope.of(actor, only)
    entries = Entry.objects.visible_to(actor).filter(
        scope.entries, until(as_of_seq), counting(as_of_seq), chosen(only)
    )
    rows = (
        entries.order_by()
        .values("account__commitment_id", "period_start", "period_end")
        .annotate(**{f"{kind}_sum": Sum("quantity", filter=Q(kind=kind)) for kind in Kind})
    )
    return {
        (row["account__commitment_id"], Period(row["period_start"], row["period_end"])): Balance(
            **{kind.value: row[f"{kind}_sum"] for kind in Kind}
        )
        for row in rows
    }


def balance(actor: Actor, *, commitment_id: int, period: Period, as_of_seq: int | None = None) -> Balance:
    """What stands for one commitment in one period; each part None where nothing was said."""
    only = Selection(commitment_id=commitment_id, period=period)
    return balances(actor, only=only, as_of_seq=as_of_seq).get((commitment_id, period), Balance())
