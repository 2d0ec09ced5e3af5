"""Where the percentages of a contract stand by its returns: what was reported, and what of it was verified."""

from collections.abc import Iterable
from decimal import Decimal

from measures.domain.level import level_words
from measures.domain.units import HowItAddsUp, Unit
from procurement.contracts.models import Contract
from procurement.returns.models import ReturnLine, SubmittedLine
from socialvalue.access.domain import Actor

GONE = (ReturnLine.Status.DRAFT, ReturnLine.Status.SENT_BACK, ReturnLine.Status.REJECTED)


def levels(actor: Actor, of: Contract) -> dict[int, tuple[str, ...]]:
    """How each commitment of a percentage stands, by its key: ``Reported: 62%, the average of 3 returns``.

    One query. What was sent back or rejected is not reported; nothing is said where nothing was reported.
    """
    rows = SubmittedLine.objects.visible_to(actor).filter(
        line__period_return__contract=of, line__commitment__measure__unit=Unit.PERCENT, quantity__isnull=False
    )
    rows = rows.exclude(line__status__in=GONE).select_related("line__commitment__measure")
    last = {row.line_id: row for row in rows.order_by("line__period_return__period_start", "revision")}
    said: dict[int, list[SubmittedLine]] = {}
    for row in last.values():
        said.setdefault(row.line.commitment_id, []).append(row)
    return {key: words for key, found in said.items() if (words := _words(found))}


def _words(found: Iterable[SubmittedLine]) -> tuple[str, ...]:
    listed = list(found)
    adds_up = HowItAddsUp(listed[0].line.commitment.measure.adds_up)
    if not adds_up.is_level:
        return ()
    reported = [row.quantity for row in listed if row.quantity is not None]
    verified = [row.line.verified_quantity for row in listed if row.line.verified_quantity is not None]
    return tuple(_named("Reported", adds_up, reported) + _named("Verified", adds_up, verified))


def _named(name: str, adds_up: HowItAddsUp, said: list[Decimal]) -> list[str]:
    words = level_words(adds_up, said)
    return [f"{name}: {words}"] if words else []
