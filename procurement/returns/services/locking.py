"""Whoever changes anything of a return holds its row first, so that one act at a time decides what stands."""

from django.db.models import QuerySet

from procurement.returns.domain.timing import not_open_refusal
from procurement.returns.models import QuarterlyReturn, ReturnLine
from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import claim


def held(one: QuarterlyReturn, by: Actor) -> QuarterlyReturn:
    """The return as it stands now, locked until the end of the transaction; raises NotFound."""
    rows = QuarterlyReturn.objects.select_for_update(of=("self",)).select_related(
        "council", "contract__council", "contract__manager", "contract__supplier", "contract__procurement"
    )
    return rows.get_visible(by, pk=one.pk)


def lines_of(one: QuarterlyReturn, by: Actor) -> QuerySet[ReturnLine]:
    """The lines of a return that ``by`` may see, with what an act on them needs; order of ids."""
    rows = ReturnLine.objects.visible_to(by).filter(period_return=one).order_by("pk")
    return rows.select_related(
        "council",
        "period_return__contract__manager",
        "period_return__contract__procurement",
        "commitment__contract",
        "commitment__council",
        "commitment__measure",
    )


def must_be_open(one: QuarterlyReturn) -> None:
    """Raise Refusal, with the day on which it opens, before the return's time has ended."""
    if refusal := not_open_refusal(one.period, clock.today()):
        raise Refusal(refusal)


def touch(one: QuarterlyReturn) -> None:
    """Note on a held return that its lines changed, so that nobody submits what they have not looked at."""
    claim(one, one.version)
