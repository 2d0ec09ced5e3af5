"""What a contract's commitments come to: the five named figures of each, from the ledger, and the entries behind them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse

from measures.domain.showing import worth_words
from measures.domain.valuation import OPEN, Valuation
from procurement.contracts.models import Commitment, CommitmentLine, Contract
from procurement.ledger import queries as ledger
from procurement.ledger.domain.figures import Amount, Breakdown, FigureName, Figures, Part, Selection
from procurement.ledger.domain.rules import Balance
from procurement.ledger.queries import EntriesBehind
from socialvalue.access.domain import Actor, NotFound
from socialvalue.money import pounds
from socialvalue.periods import Period

Balances = Mapping[tuple[int, Period], Balance]
HIDDEN = "pounds are not shown, as the council's licence asks"
AS_REPORTED = {FigureName.REPORTED: "reported", FigureName.VERIFIED: "verified"}


@dataclass(frozen=True)
class FigureCell:
    """One figure of one commitment: quantity, people in post and pounds in words, and the page of its entries."""

    label: str
    quantity: str
    in_post: str
    pounds: str
    url: str

    @property
    def is_missing(self) -> bool:
        """Whether the ledger says nothing, which is not zero."""
        return not self.quantity


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment, what was offered in words, what one unit is worth in this contract, and its figures; none of them
    where its unit is not added up."""

    commitment: Commitment
    offered: str
    worth: str
    cells: tuple[FigureCell, ...]


def commitments(actor: Actor, of: Contract) -> list[Commitment]:
    """The commitments of a contract in the order of the bid, each with its lines as they stand now."""
    lines = CommitmentLine.objects.visible_to(actor).order_by("period_start")
    rows = Commitment.objects.visible_to(actor).filter(contract=of).order_by("position")
    return list(
        rows.select_related("contract", "council", "measure__outcome").prefetch_related(
            Prefetch("lines", queryset=lines, to_attr="every_line")
        )
    )


def commitment(actor: Actor, of: Contract, uid: str) -> Commitment:
    """One commitment of a contract by its ``uid``, as an address has it; raises NotFound."""
    try:
        wanted = uuid.UUID(uid)
    except ValueError:
        raise NotFound("no commitment has such a uid") from None
    rows = Commitment.objects.select_related("contract", "council", "measure")
    return rows.get_visible(actor, contract=of, uid=wanted)


def commitment_names(actor: Actor, keys: Iterable[int]) -> dict[int, str]:
    """What commitments are called, with their variant ("Apprenticeships, Level 3"), by their keys."""
    rows = Commitment.objects.visible_to(actor).filter(pk__in=set(keys)).select_related("measure")
    return {one.pk: str(one) for one in rows}


def commitment_rows(actor: Actor, of: Contract, as_of_day: date) -> list[CommitmentRow]:
    """Each commitment with its figures on that day; a fixed number of queries, however many there are."""
    only = Selection(contract_uid=of.uid)
    found = ledger.figures(actor, as_of_day=as_of_day, by=Breakdown.COMMITMENT, only=only)
    figures = {int(group.key): group.figures for group in found.groups}
    balances = ledger.balances(actor, only=only)
    return [
        CommitmentRow(
            one,
            offered_words(one),
            _worth(actor, one, as_of_day),
            _cells(actor, one, figures.get(one.pk), balances, as_of_day),
        )
        for one in commitments(actor, of)
    ]


def _worth(actor: Actor, one: Commitment, day: date) -> str:
    """What one unit is worth by the values that the contract was signed with, or why that is not shown."""
    if one.valuation is None:
        return ""
    kept, measure = Valuation.from_dict(one.valuation), one.measure
    if kept.secret and not actor.is_council:
        return f"Valued by {kept.method_name}, whose values the council's licence does not let it show"
    words = worth_words(kept, day.year, measure.counted_one, measure.counted_many)
    return words if kept.method == OPEN or not words else f"{words}, by {kept.method_name}"


def offered_words(one: Commitment) -> str:
    """What a commitment came to when it was signed: "5 FTE in post on average: 20 FTE-years"."""
    return one.counting.profile_words(
        {line.period: line.quantity for line in one.every_line if line.revision == 1}
    )


def _cells(
    actor: Actor, one: Commitment, figures: Figures | None, balances: Balances, day: date
) -> tuple[FigureCell, ...]:
    if not one.counting.is_posted:
        return ()
    return tuple(
        _cell(actor, one, name, (figures or Figures()).get(name), _in_post(one, name, balances, day))
        for name in FigureName
    )


def _cell(
    actor: Actor, one: Commitment, name: FigureName, amount: Amount, average: Decimal | None
) -> FigureCell:
    if amount.is_missing:
        return FigureCell(name.words, "", "", "", "")
    counting = one.counting
    (quantity,) = amount.quantities.values()
    url = reverse("contracts:entries", args=[one.contract.uid, name])
    return FigureCell(
        label=name.words,
        quantity=counting.posted_words(quantity),
        in_post="" if average is None else f"{counting.words(average)} in post",
        pounds=_pounds_words(amount),
        url=f"{url}?commitment={one.uid}" if actor.is_council else "",
    )


def _pounds_words(amount: Amount) -> str:
    """In pounds, by each method that has valued it; a commitment is of one measure."""
    return "; ".join(_part_words(part, len(amount.parts) > 1) for part in amount.parts)


def _part_words(part: Part, is_one_of_several: bool) -> str:
    if part.hidden:
        return HIDDEN
    if part.gross is None:
        return "not valued"
    said = f"valued at {pounds(part.gross)}"
    if part.adjusted != part.gross:
        said = f"{said}, {pounds(part.adjusted)} adjusted"
    if is_one_of_several or part.method != OPEN:
        said = f"{said} ({part.method_name})"
    return f"{said}, counted within another measure" if part.within else said


def _in_post(one: Commitment, name: FigureName, balances: Balances, day: date) -> Decimal | None:
    """The average of people in post behind a figure: over all quarters for what is committed, over those that have
    ended for what is due, over those that were said for what was reported and verified."""
    counting = one.counting
    if not counting.is_stock:
        return None
    if name is FigureName.COMMITTED_ORIGINALLY:
        lines = (line for line in one.every_line if line.revision == 1)
        posted = {line.period: counting.posted(line.quantity, line.period) for line in lines}
        return counting.average_in_post(posted, counting.quarters)
    which = AS_REPORTED.get(name, "committed")
    said = {period: getattr(balance, which) for (key, period), balance in balances.items() if key == one.pk}
    posted = {period: quantity for period, quantity in said.items() if quantity is not None}
    if name in AS_REPORTED:
        return counting.average_in_post(posted, posted)
    over = counting.quarters
    if name is FigureName.DUE_BY_NOW:
        over = tuple(period for period in over if period.has_ended_by(day))
    return counting.average_in_post({period: posted[period] for period in over if period in posted}, over)


def key_figures(actor: Actor, of: Contract, as_of_day: date) -> list[dict[str, str]]:
    """The contract's five figures in pounds, each with what has no pounds, for the row of big numbers."""
    total = ledger.figures(actor, as_of_day=as_of_day, only=Selection(contract_uid=of.uid)).total
    return [
        {
            "label": name.words,
            "value": _total_words(total.get(name)),
            "note": _not_valued_words(total.get(name)),
            "url": reverse("contracts:entries", args=[of.uid, name])
            if actor.is_council and not total.get(name).is_missing
            else "",
        }
        for name in FigureName
    ]


def _total_words(amount: Amount) -> str:
    if amount.is_missing:
        return "–"
    if not amount.worths:
        return "Not shown" if amount.hidden else "Not valued"
    if len(amount.worths) == 1:
        return pounds(amount.worths[0].gross)
    return " and ".join(f"{pounds(worth.gross)} ({worth.name})" for worth in amount.worths)


def _not_valued_words(amount: Amount) -> str:
    if amount.is_missing:
        return "Nothing yet"
    said = [
        _how_many(amount.not_valued, "counted and not valued"),
        _how_many(amount.hidden, "valued by what the council's licence does not let it show"),
    ]
    return ", ".join(filter(None, said))


def _how_many(parts: tuple[Part, ...], what: str) -> str:
    count = len({part.measure for part in parts})
    return f"{count} measure{'' if count == 1 else 's'} {what}" if count else ""


def entries(
    actor: Actor, of: Contract, figure: str, *, on: Commitment | None, as_of_day: date, page: str | int = 1
) -> EntriesBehind:
    """The entries behind one figure of a contract, or of one commitment; raises NotFound for no such figure."""
    if figure not in set(FigureName):
        raise NotFound("no figure of that name")
    only = Selection(contract_uid=of.uid, commitment_id=on.pk if on else None)
    return ledger.entries_behind(actor, FigureName(figure), as_of_day=as_of_day, only=only, page=page)
