"""Which returns an actor sees, and how each of them stands today."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from procurement.contracts.models import Contract
from procurement.returns.domain.timing import Standing, lateness, opens_on, standing
from procurement.returns.models import QuarterlyReturn
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.periods import quarter_label


@dataclass(frozen=True)
class ReturnRow:
    """A return with what a list or a page says of it; ``url`` is the page of whoever looks."""

    period_return: QuarterlyReturn
    standing: Standing
    opens_on: date
    quarter: str
    late: str
    url: str

    @property
    def is_open(self) -> bool:
        """Whether its time has come, so that it can be filled in."""
        return self.standing is not Standing.NOT_DUE


def returns(actor: Actor) -> QuerySet[QuarterlyReturn]:
    """The returns that the actor may see, with what a list shows of each."""
    rows = QuarterlyReturn.objects.visible_to(actor)
    return rows.select_related(
        "council",
        "contract__council",
        "contract__supplier",
        "contract__service_area",
        "contract__manager",
        "contract__procurement",
        "submitted_by",
    )


def period_return(actor: Actor, uid: uuid.UUID) -> QuarterlyReturn:
    """One return; raises NotFound."""
    return returns(actor).get_visible(actor, uid=uid)


def row(actor: Actor, one: QuarterlyReturn) -> ReturnRow:
    """How a return stands today, for the page of ``actor``."""
    today, council = clock.today(), one.council
    sent = one.first_submitted_at
    return ReturnRow(
        period_return=one,
        standing=standing(one.status, period=one.period, due=one.due_on, today=today),
        opens_on=opens_on(one.period),
        quarter=quarter_label(one.period_start, council.year_starts_month, council.year_starts_day),
        late=lateness(one.due_on, sent.astimezone(clock.LONDON).date() if sent else today),
        url=reverse("portal_returns:return" if actor.is_supplier else "returns:return", args=[one.uid]),
    )


def rows(actor: Actor, found: Iterable[QuarterlyReturn]) -> list[ReturnRow]:
    """How each of ``found`` stands today."""
    return [row(actor, one) for one in found]


def of_contract(actor: Actor, contract: Contract) -> list[ReturnRow]:
    """The returns of a contract, earliest first."""
    return rows(actor, returns(actor).filter(contract=contract).order_by("period_start"))


def ended(day: date) -> Q:
    """Returns that can be filled in on ``day``, because their time has ended."""
    return Q(period_end__lt=day)


def not_ended(day: date) -> Q:
    """Returns that cannot be filled in on ``day`` yet."""
    return Q(period_end__gte=day)


def due(actor: Actor) -> QuerySet[QuarterlyReturn]:
    """Returns that can be filled in and were not submitted yet, earliest due first."""
    return (
        returns(actor)
        .filter(ended(clock.today()), status=QuarterlyReturn.Status.OPEN)
        .order_by("due_on", "id")
    )


def upcoming(actor: Actor, contracts: Iterable[Contract]) -> dict[int, ReturnRow]:
    """The earliest return of each contract that was not submitted yet, by the contract's key."""
    unsent = returns(actor).filter(contract__in=contracts, status=QuarterlyReturn.Status.OPEN)
    earliest = unsent.order_by("contract_id", "period_start").distinct("contract_id")
    return {one.contract_id: row(actor, one) for one in earliest}


def next_opening(actor: Actor) -> date | None:
    """The day on which the next return opens, or None where none is to come."""
    following = returns(actor).filter(not_ended(clock.today())).order_by("period_end").first()
    return opens_on(following.period) if following else None


def service_areas(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of the service areas that have a return which the actor may see."""
    found = QuarterlyReturn.objects.visible_to(actor).order_by("contract__service_area__name")
    return list(found.values_list("contract__service_area__key", "contract__service_area__name").distinct())
