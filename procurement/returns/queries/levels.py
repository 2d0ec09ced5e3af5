"""Where the levels of a contract (its percentages and the like) stand by its returns: what was reported, and what of it
was verified."""

from collections.abc import Iterable
from decimal import Decimal

from measures.domain.level import level_words
from measures.domain.units import HowItAddsUp, Unit
from measures.models import Measure
from procurement.contracts.models import Contract
from procurement.returns.models import ReturnLine, SubmittedLine
from socialvalue.access.domain import Actor

LEVELS = [way for way in HowItAddsUp if way.is_level]
GONE = (ReturnLine.Status.DRAFT, ReturnLine.Status.SENT_BACK, ReturnLine.Status.REJECTED)


def levels(actor: Actor, of: Contract) -> dict[int, tuple[str, ...]]:
    """How each commitment of a level stands, by its key: ``Reported: 62%, the average of 3 returns``.

    One query. What was sent back or rejected is not reported; nothing is said where nothing was reported.
    """
    rows = SubmittedLine.objects.visible_to(actor).filter(
        line__period_return__contract=of,
        line__commitment__measure__adds_up__in=LEVELS,
        quantity__isnull=False,
    )
    rows = rows.exclude(line__status__in=GONE).select_related("line__commitment__measure")
    last = {row.line_id: row for row in rows.order_by("line__period_return__period_start", "revision")}
    said: dict[int, list[SubmittedLine]] = {}
    for row in last.values():
        said.setdefault(row.line.commitment_id, []).append(row)
    return {key: words for key, found in said.items() if (words := _words(found))}


def _words(found: Iterable[SubmittedLine]) -> tuple[str, ...]:
    listed = list(found)
    measure = listed[0].line.commitment.measure
    reported = [row.quantity for row in listed if row.quantity is not None]
    verified = [row.line.verified_quantity for row in listed if row.line.verified_quantity is not None]
    return tuple(_named("Reported", measure, reported) + _named("Verified", measure, verified))


def _named(name: str, measure: Measure, said: list[Decimal]) -> list[str]:
    named = {"one": measure.counted_one, "many": measure.counted_many}
    words = level_words(HowItAddsUp(measure.adds_up), said, Unit(measure.unit), **named)
    return [f"{name}: {words}"] if words else []
