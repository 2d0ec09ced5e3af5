"""The entries behind a figure, a page at a time, with the amount that all of them add up to."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from measures.domain.valuation import Valuation
from procurement.ledger.domain.entries import EntryRow
from procurement.ledger.domain.figures import EVERYTHING, Amount, FigureName, Selection
from procurement.ledger.domain.lines import Event, Kind
from procurement.ledger.models import Account, Entry
from procurement.ledger.queries.conditions import (
    Scope,
    behind,
    chosen,
    contained,
    counting,
    hides_secret,
    until,
    with_reversals,
)
from procurement.ledger.queries.sums import figures
from socialvalue.access.domain import Actor
from socialvalue.periods import Period


@dataclass(frozen=True)
class EntriesBehind:
    """One page of ``EntryRow`` and the ``amount`` of all pages: the figure itself."""

    figure: FigureName
    page: Page
    amount: Amount


def entries_behind(
    actor: Actor,
    figure: FigureName,
    *,
    as_of_day: date,
    as_of_seq: int | None = None,
    only: Selection = EVERYTHING,
    page: int | str = 1,
    per_page: int = 50,
    with_reversed: bool = False,
) -> EntriesBehind:
    """What ``figure`` is made of for ``actor``, in the order of the ledger.

    ``with_reversed`` adds what was reversed and its reversals, which cancel out. A page out of range is the nearest.
    """
    scope = Scope.of(actor, only)
    entries = (
        Entry.objects.visible_to(actor)
        .filter(scope.entries, until(as_of_seq), chosen(only))
        .select_related(
            "posting__reversed_by",
            "account__supplier",
            "account__service_area",
            "account__outcome",
            "account__measure",
        )
        .annotate(inside=contained("account_id", as_of_seq))
        .order_by("council_id", "seq", "id")
    )
    if with_reversed:
        entries = entries.filter(with_reversals(figure, as_of_day, scope))
    else:
        entries = entries.filter(behind(figure, as_of_day, scope), counting(as_of_seq))
    found = Paginator(entries, per_page).get_page(page)
    found.object_list = [_row(entry, as_of_seq, hides_secret(actor)) for entry in found.object_list]
    total = figures(actor, as_of_day=as_of_day, as_of_seq=as_of_seq, only=only).total
    return EntriesBehind(figure, found, total.get(figure))


def _row(entry: Entry, as_of_seq: int | None, hides: bool) -> EntryRow:
    posting, account = entry.posting, entry.account
    reversal = getattr(posting, "reversed_by", None)
    valuation = None if account.valuation is None else Valuation.from_dict(account.valuation)
    hidden = hides and valuation is not None and valuation.secret
    return EntryRow(
        id=entry.pk,
        seq=entry.seq,
        at=posting.at,
        by_name=posting.by_name,
        event=Event(posting.event),
        kind=Kind(entry.kind),
        source_type=posting.source_type,
        source_id=posting.source_id,
        revision=posting.revision,
        reason=posting.reason,
        commitment_id=account.commitment_id,
        contract_uid=account.contract_uid,
        contract_reference=account.contract_reference,
        contract_title=account.contract_title,
        supplier=account.supplier.name,
        service_area=account.service_area.name,
        outcome=account.outcome.title,
        measure=account.measure.key,
        headline=account.measure.headline,
        unit=account.unit,
        counted=_counted(account),
        variant=account.variant,
        provenance=account.get_provenance_display(),
        period=Period(entry.period_start, entry.period_end),
        place=entry.place,
        quantity=entry.quantity,
        gross=None if hidden else entry.gross,
        adjusted=None if hidden else entry.adjusted,
        valuation=None if hidden else valuation,
        hidden=hidden,
        adds_pounds=entry.gross is not None and not entry.inside,
        is_reversal=posting.event == Event.REVERSE,
        is_reversed=reversal is not None and (as_of_seq is None or reversal.seq <= as_of_seq),
    )


def _counted(account: Account) -> tuple[str, str]:
    measure = account.measure
    return (measure.counted_one, measure.counted_many) if measure.unit == account.unit else ("", "")
