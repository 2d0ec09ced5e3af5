"""The five figures of 3,600 entries by service area, beside the same five sums written by hand in SQL."""

from datetime import date
from decimal import Decimal

from _ready import READY
from django.db import connection, transaction

from measures.domain.units import Unit
from procurement.ledger import queries, services
from procurement.ledger.domain.figures import Breakdown, FigureName
from procurement.ledger.domain.lines import Counted, Source, Statement
from socialvalue.periods import Period, quarters_of
from tests.ledger.builders import World, new_world, pound_for_pound

TERM = Period(date(2026, 4, 1), date(2030, 3, 31))
ACCOUNTS = 100


def _post() -> World:
    """100 commitments of four years, all of them reported and every fourth line verified."""
    world = new_world("Benchham")
    quarters = list(quarters_of(TERM))
    accounts = [world.account("donations", Unit.GBP, pound_for_pound()) for _ in range(ACCOUNTS)]
    lines = [
        Counted(one.commitment_id, quarter, Decimal("12.34")) for one in accounts for quarter in quarters
    ]
    services.commit(source=Source("benchmark", world.council.pk, 1), lines=lines, by=world.lead)
    said = [Statement(Source("benchmark.line", number, 1), (line,)) for number, line in enumerate(lines)]
    services.report(statements=said, by=world.member)
    for one in said[::4]:
        services.verify(source=one.source, by=world.manager)
    with connection.cursor() as cursor:
        cursor.execute("analyze ledger_entry, ledger_posting, ledger_account")
    return world


assert READY
# Never committed: the end of the process takes all of it back.
transaction.atomic().__enter__()
WORLD = _post()


PLAIN = """
    select sum(gross) filter (where kind = 'committed' and event = 'sign'),
           sum(gross) filter (where kind = 'committed'),
           sum(gross) filter (where kind = 'committed' and period_end < %s),
           sum(gross) filter (where kind = 'reported'),
           sum(gross) filter (where kind = 'verified')
    from ledger_entry entry join ledger_posting posting on posting.id = entry.posting_id
    where entry.council_id = %s and event <> 'reverse'
      and not exists (select from ledger_posting reversal where reversal.reverses_id = posting.id)
"""


def work() -> tuple[Decimal | None, ...]:
    """The five figures in pounds; with them come quantities in every unit, by service area."""
    found = queries.figures(WORLD.lead, as_of_day=TERM.end, by=Breakdown.SERVICE_AREA).total
    return tuple(found.get(name).gross for name in FigureName)


def floor() -> tuple[Decimal | None, ...]:
    """The same pounds, asked for by hand."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [TERM.end, WORLD.council.pk])
        return cursor.fetchone()
