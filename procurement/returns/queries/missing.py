"""Returns that were not submitted: missing is never zero."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from councils.organisations.models import Supplier
from procurement.contracts.models import Contract
from procurement.returns.domain.timing import lateness
from procurement.returns.models import QuarterlyReturn
from procurement.returns.queries.returns import returns
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.periods import Period, quarter_label


@dataclass(frozen=True)
class MissingReturn:
    """A return whose time had ended by a day and that had not been submitted by then.

    ``late`` says by how much ("12 days late"), and is empty while the return was not due yet.
    """

    period_return: QuarterlyReturn
    contract: Contract
    supplier: Supplier
    period: Period
    quarter: str
    due_on: date
    late: str

    @property
    def period_start(self) -> date:
        """First day of the return's time."""
        return self.period.start

    @property
    def period_end(self) -> date:
        """Last day of the return's time."""
        return self.period.end


def missing(actor: Actor, *, as_of_day: date, period: Period) -> list[MissingReturn]:
    """Returns for time inside ``period`` that were late and not submitted by the end of ``as_of_day``, latest first.

    The same day gives the same answer next year, whatever has been submitted since.
    """
    return [
        _missing(one, as_of_day) for one in _unsent(actor, as_of_day, period).filter(due_on__lt=as_of_day)
    ]


def not_yet_due(actor: Actor, *, as_of_day: date, period: Period) -> list[MissingReturn]:
    """Returns for time inside ``period`` that had ended and were not submitted, but were not due either."""
    return [
        _missing(one, as_of_day) for one in _unsent(actor, as_of_day, period).filter(due_on__gte=as_of_day)
    ]


def _unsent(actor: Actor, day: date, period: Period) -> QuerySet[QuarterlyReturn]:
    end_of_day = datetime.combine(day + clock.ONE_DAY, time.min, tzinfo=clock.LONDON)
    return (
        returns(actor)
        .filter(
            Q(first_submitted_at__isnull=True) | Q(first_submitted_at__gte=end_of_day),
            period_start__gte=period.start,
            period_end__lte=period.end,
            period_end__lt=day,
        )
        .order_by("due_on", "contract__reference")
    )


def _missing(one: QuarterlyReturn, day: date) -> MissingReturn:
    council = one.council
    return MissingReturn(
        period_return=one,
        contract=one.contract,
        supplier=one.contract.supplier,
        period=one.period,
        quarter=quarter_label(one.period_start, council.year_starts_month, council.year_starts_day),
        due_on=one.due_on,
        late=lateness(one.due_on, day),
    )
