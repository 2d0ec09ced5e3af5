"""Whether the ledger is sound: every promise it makes, asked of all its rows, answered in plain sentences."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Lag

from councils.organisations.models import Council
from measures.domain.units import Unit
from measures.domain.valuation import Valuation
from procurement.ledger.domain.lines import KINDS_OF, Event, Kind, LedgerError
from procurement.ledger.domain.rules import lies_in_a_quarter
from procurement.ledger.domain.worth import worth
from procurement.ledger.models import Account, Entry, Head, Posting
from socialvalue.access.domain import Actor
from socialvalue.periods import Period

POUNDS = DecimalField(max_digits=16, decimal_places=2)
QUANTITY = DecimalField(max_digits=18, decimal_places=4)


def failures(actor: Actor) -> list[str]:
    """What is wrong with the ledger that the system's actor sees (of one council, or of all); empty where it is sound."""
    return [sentence for proof in PROOFS for sentence in proof(actor)]


def numbers(actor: Actor) -> Iterator[str]:
    """The postings of a council are numbered 1, 2, 3 and so on, and its head stands at the last."""
    postings = Posting.objects.visible_to(actor)
    before = Window(Lag("seq", default=Value(0)), partition_by=F("council_id"), order_by=F("seq").asc())
    holes = postings.annotate(before=before).exclude(before=F("seq") - 1)
    for council, seq, last in holes.order_by("council", "seq").values_list("council__name", "seq", "before"):
        yield f"{council}: there is no posting between number {last} and number {seq}."
    last_of = dict(postings.order_by().values_list("council").annotate(Max("seq")))
    head_of = dict(Head.objects.visible_to(actor).values_list("council", "seq"))
    for council in Council.objects.filter(pk__in=last_of.keys() | head_of.keys()):
        last, head = last_of.get(council.pk, 0), head_of.get(council.pk, 0)
        if last != head:
            yield f"{council}: the last posting has number {last}, but the head stands at {head}."


def whole(actor: Actor) -> Iterator[str]:
    """Every posting has entries, and they have its number and a kind that its act posts."""
    for posting in _named(Posting.objects.visible_to(actor).filter(entries=None)):
        yield f"{_name(posting)} has no entries."
    entries = Entry.objects.visible_to(actor).select_related("council", "posting__council")
    for entry in entries.exclude(seq=F("posting__seq")):
        yield f"{_entry(entry)} has number {entry.seq}, but its posting has number {entry.posting.seq}."
    for event, kinds in KINDS_OF.items():
        for entry in entries.filter(posting__event=event).exclude(kind__in=kinds):
            yield f"{_entry(entry)} is {entry.kind}, which is not what “{event.words}” posts."


def one_council(actor: Actor) -> Iterator[str]:
    """A posting, its entries, their accounts and what these name belong to one council and one supplier."""
    entries = Entry.objects.visible_to(actor).select_related(
        "council", "posting__council", "account__council"
    )
    for entry in entries.exclude(council=F("posting__council"), account__council=F("posting__council")):
        yield (
            f"{_entry(entry)} belongs to {entry.council}, its posting to {entry.posting.council} "
            f"and its account to {entry.account.council}."
        )
    for entry in entries.exclude(posting__supplier_id=F("account__supplier_id")):
        yield f"{_entry(entry)} is on an account of another supplier than its posting."
    taken_over = Q(from_day__isnull=False)
    strangers = Account.objects.visible_to(actor).exclude(
        Q(service_area__council=F("council")),
        Q(measure__council=F("council")) | taken_over & Q(measure__council__successor__isnull=False),
        Q(outcome__council=F("council"))
        | Q(outcome__council=None)
        | taken_over & Q(outcome__council__successor__isnull=False),
    )
    for account in strangers:
        yield f"{_account(account)} names a service area, measure or outcome of another council."


def reversals(actor: Actor) -> Iterator[str]:
    """A reversal comes later, takes back exactly what it reverses, and is never itself reversed."""
    backward = _named(Posting.objects.visible_to(actor).filter(event=Event.REVERSE)).select_related(
        "reverses__council"
    )
    for posting in backward.filter(reverses__event=Event.REVERSE):
        yield f"{_name(posting)} reverses a reversal, number {posting.reverses.seq}."
    for posting in backward.exclude(reverses__seq__lt=F("seq"), reverses__council=F("council")):
        yield f"{_name(posting)} does not come after what it reverses, {_name(posting.reverses)}."
    pairs = Entry.objects.visible_to(actor).filter(
        Q(posting__event=Event.REVERSE) | Q(posting__reversed_by__isnull=False)
    )
    uneven = (
        pairs.order_by()
        .values(
            "account_id",
            "kind",
            "period_start",
            "period_end",
            "place",
            pair=Coalesce("posting__reverses__seq", "posting__seq"),
            council_name=F("council__name"),
        )
        .annotate(
            quantity_left=Sum("quantity"),
            gross_left=Coalesce(Sum("gross"), Value(0), output_field=POUNDS),
            adjusted_left=Coalesce(Sum("adjusted"), Value(0), output_field=POUNDS),
            taken=Count("pk", filter=Q(posting__event=Event.REVERSE)),
            given=Count("pk", filter=~Q(posting__event=Event.REVERSE)),
        )
        .exclude(quantity_left=0, gross_left=0, adjusted_left=0, taken=F("given"))
    )
    for council, seq in sorted({(row["council_name"], row["pair"]) for row in uneven}):
        yield f"{council}, posting {seq}: its reversal does not take it back exactly."


def verified_within_reported(actor: Actor) -> Iterator[str]:
    """0 <= committed and 0 <= verified <= reported, for each account and period, after every posting."""
    running = {
        kind.value: Window(
            Sum(Case(When(kind=kind, then="quantity"), default=Value(0), output_field=QUANTITY)),
            partition_by=["account_id", "period_start", "period_end"],
            order_by="seq",
        )
        for kind in Kind
    }
    rows = (
        Entry.objects.visible_to(actor)
        .annotate(**running)
        .values(
            "account_id", "period_start", "period_end", "seq", *running,
            reference=F("account__contract_reference"), measure=F("account__measure__headline"),
        )
    )  # fmt: skip
    broken = rows.filter(
        Q(committed__lt=0) | Q(verified__lt=0) | Q(reported__lt=0) | Q(verified__gt=F("reported"))
    )
    told = set()
    for row in sorted(broken, key=lambda row: row["seq"]):
        slot = row["account_id"], row["period_start"], row["period_end"]
        if slot not in told:
            told.add(slot)
            yield (
                f"{row['reference']}, {row['measure']}, {Period(*slot[1:])}: after posting {row['seq']}, "
                f"{row['committed']} committed, {row['reported']} reported and {row['verified']} verified "
                "do not fit together."
            )


def valuations(actor: Actor) -> Iterator[str]:
    """A valued account has valued entries and no other has; the pounds are quantity x frozen unit value."""
    valuation_of: dict[int, Valuation | None] = {}
    for account in Account.objects.visible_to(actor).select_related("measure"):
        valuation = None if account.valuation is None else Valuation.from_dict(account.valuation)
        valuation_of[account.pk] = valuation
        if account.unit != Unit(account.measure.unit).posted_as:
            yield f"{_account(account)} is counted in {account.unit}, but its measure in {account.measure.unit}."
        if valuation is not None and not (valuation.is_valued and valuation.unit.posted_as == account.unit):
            yield f"{_account(account)} is valued by something else than its unit, {account.unit}."
    entries = Entry.objects.visible_to(actor).select_related("council").order_by("council", "seq", "id")
    for entry in entries.iterator(chunk_size=2000):
        yield from _worth(entry, valuation_of.get(entry.account_id))


def _worth(entry: Entry, valuation: Valuation | None) -> Iterator[str]:
    try:
        found = worth(entry.quantity, valuation, Period(entry.period_start, entry.period_end))
    except LedgerError as refused:
        yield f"{_entry(entry)} cannot be valued: {refused}"
        return
    should = (found.gross, found.adjusted) if found else (None, None)
    if (entry.gross, entry.adjusted) != should:
        yield (
            f"{_entry(entry)} is worth {_pounds(entry.gross, entry.adjusted)}, "
            f"but its account's valuation makes it {_pounds(*should)}."
        )


def quarters(actor: Actor) -> Iterator[str]:
    """Every entry lies inside one financial quarter of its council."""
    periods = Entry.objects.visible_to(actor).order_by("council", "period_start", "period_end").values_list(
        "council__name", "council__year_starts_month", "council__year_starts_day", "period_start", "period_end"
    ).distinct()  # fmt: skip
    for council, month, first, start, end in periods:
        if not lies_in_a_quarter(Period(start, end), month, first):
            yield f"{council}: entries for {Period(start, end)} do not lie inside one financial quarter."


def passed_on(actor: Actor) -> Iterator[str]:
    """An account that was taken over or restated counts from its day on, and the one before has nothing left from then."""
    entries = Entry.objects.visible_to(actor).select_related("council", "account")
    for entry in entries.filter(period_start__lt=F("account__from_day")):
        yield f"{_entry(entry)} is for {Period(entry.period_start, entry.period_end)}, before its account counts."
    later = Account.objects.visible_to(actor).filter(
        commitment_id=OuterRef("account__commitment_id"),
        from_day__lte=OuterRef("period_start"),
        from_day__gt=Coalesce(OuterRef("account__from_day"), Value(date.min), output_field=DateField()),
    )
    left = (
        Entry.objects.visible_to(actor)
        .filter(Exists(later))
        .order_by()
        .values("account_id", "period_start", "kind", reference=F("account__contract_reference"))
        .annotate(quantity_left=Sum("quantity"))
        .exclude(kind=Kind.COMMITTED, quantity_left=0)
    )
    for row in left.order_by("account_id", "period_start"):
        yield (
            f"{row['reference']}, account {row['account_id']}: {row['quantity_left']} is {row['kind']} "
            f"from {row['period_start']}, which a later account counts."
        )


PROOFS: tuple[Callable[[Actor], Iterator[str]], ...] = (
    numbers,
    whole,
    one_council,
    reversals,
    verified_within_reported,
    valuations,
    quarters,
    passed_on,
)


def _named(postings: QuerySet) -> QuerySet:
    return postings.select_related("council").order_by("council", "seq")


def _name(posting: Posting) -> str:
    return f"{posting.council}, posting {posting.seq}"


def _entry(entry: Entry) -> str:
    return f"{entry.council}, entry {entry.pk}"


def _account(account: Account) -> str:
    return f"{account.contract_reference}, account {account.pk}"


def _pounds(gross, adjusted) -> str:
    return "not valued" if gross is None else f"£{gross:,.2f} (£{adjusted:,.2f} adjusted)"
