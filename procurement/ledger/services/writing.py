"""How the ledger is written: accounts are locked in the order of their ids, then read, then postings are numbered.

Nothing here opens a transaction. The number is the council's last lock and is held until the caller commits.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Q, Sum

from measures.domain.valuation import Valuation
from procurement.ledger.domain.lines import Counted, Event, Kind, LedgerError, Line, NewPosting, Posted
from procurement.ledger.domain.rules import Balance, Slot, check_balances, check_shape, lies_in_a_quarter
from procurement.ledger.domain.worth import worth
from procurement.ledger.models import Account, Entry, Posting
from socialvalue import clock
from socialvalue.access.domain import Actor, NotFound
from socialvalue.periods import Period

Accounts = dict[int, Account]


def must_be_inside_a_transaction() -> None:
    """Raise LedgerError where the caller has opened no transaction."""
    if not connection.in_atomic_block:
        raise LedgerError("The ledger is written inside the transaction of the service that decided.")


def locked(by: Actor, which: Q) -> Accounts:
    """The accounts that ``by`` may see, held until the end of the transaction: one act at a time on each of them.

    The order of ids keeps two acts from waiting for each other for ever.
    """
    must_be_inside_a_transaction()
    ids = Account.objects.filter(which).values("pk")
    accounts = Account.objects.visible_to(by).filter(pk__in=ids).select_related("council").order_by("pk")
    return {account.pk: account for account in accounts.select_for_update(no_key=True, of=("self",))}


def locked_for(by: Actor, rows: Iterable[tuple[str, int]], commitments: Iterable[int] = ()) -> Accounts:
    """The accounts on which those rows have posted, and those of ``commitments``; NotFound unless ``by`` sees them."""
    must_be_inside_a_transaction()
    posted_on = set(Entry.objects.filter(_of_rows(rows, "posting__")).values_list("account_id", flat=True))
    accounts = locked(by, Q(pk__in=posted_on) | Q(commitment_id__in=set(commitments)))
    if not posted_on <= accounts.keys():
        raise NotFound("an account that this actor does not see")
    return accounts


def _of_rows(rows: Iterable[tuple[str, int]], prefix: str = "") -> Q:
    ids: dict[str, set[int]] = defaultdict(set)
    for source_type, source_id in rows:
        ids[source_type].add(source_id)
    found = Q(pk__in=[])
    for source_type, source_ids in ids.items():
        found |= Q(**{f"{prefix}source_type": source_type, f"{prefix}source_id__in": source_ids})
    return found


def standing_of(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[Posted]]:
    """All that those rows have posted, by row, in the order of the ledger; read after the accounts are locked."""
    found: dict[tuple[str, int], list[Posted]] = {row: [] for row in rows}
    for posted in _as_posted(_of_rows(found)):
        found[posted.posting.source_type, posted.posting.source_id].append(posted)
    return found


def _as_posted(which: Q) -> list[Posted]:
    postings = Posting.objects.filter(which).select_related("reversed_by").prefetch_related("entries")
    return [
        Posted(
            id=posting.pk,
            seq=posting.seq,
            posting=NewPosting(
                event=Event(posting.event),
                source_type=posting.source_type,
                source_id=posting.source_id,
                revision=posting.revision,
                lines=tuple(_line(entry) for entry in posting.entries.all()),
                reason=posting.reason,
                reverses_id=posting.reverses_id,
            ),
            reversed_by=posting.reversed_by.pk if hasattr(posting, "reversed_by") else None,
        )
        for posting in postings.order_by("council_id", "seq")
    ]


def _line(entry: Entry) -> Line:
    period = Period(entry.period_start, entry.period_end)
    return Line(
        entry.account_id, Kind(entry.kind), period, entry.quantity, entry.gross, entry.adjusted, entry.place
    )


def valued(accounts: Accounts, counted: Iterable[Counted], kind: Kind) -> tuple[Line, ...]:
    """Lines on the accounts of those commitments, with the pounds of the frozen valuations."""
    by_commitment: dict[int, list[Account]] = defaultdict(list)
    for account in accounts.values():
        by_commitment[account.commitment_id].append(account)
    lines = []
    for said in counted:
        account = _counting(by_commitment[said.commitment_id], said.period)
        if account is None:
            raise NotFound("no account of this commitment for this actor")
        lines.append(_value(account, Line(account.pk, kind, said.period, said.quantity, place=said.place)))
    return tuple(lines)


def _counting(accounts: Iterable[Account], period: Period) -> Account | None:
    """Of the accounts of one commitment, the one that counts the period: the council's that held the contract then."""
    there = [account for account in accounts if account.counts_from <= period.start]
    return max(there, key=lambda account: account.counts_from, default=None)


def _value(account: Account, line: Line) -> Line:
    valuation = None if account.valuation is None else Valuation.from_dict(account.valuation)
    found = worth(line.quantity, valuation, line.period)
    return replace(line, gross=found.gross if found else None, adjusted=found.adjusted if found else None)


def write(
    accounts: Accounts, wanted: Sequence[NewPosting], row: Iterable[Posted], by: Actor
) -> list[Posting]:
    """Number and write those of ``wanted`` that do not stand yet; all of them, in the order in which they were asked.

    ``row`` is what the same rows have posted so far, read after ``accounts`` were locked.
    """
    for new in wanted:
        check_shape(new)
        for line in new.lines:
            _check_line(accounts, line)
    standing = _already_posted(wanted, row)
    missing = [new for new in wanted if new.key not in standing]
    if missing:
        check_balances(_balances(missing), missing)
        for new, posting in zip(missing, _append(accounts, missing, by), strict=True):
            standing[new.key] = posting
    return [standing[new.key] for new in wanted]


def _check_line(accounts: Accounts, line: Line) -> None:
    account = accounts.get(line.account_id)
    if account is None:
        raise NotFound("no such account for this actor")
    council = account.council
    if not lies_in_a_quarter(line.period, council.year_starts_month, council.year_starts_day):
        raise LedgerError(f"{line.period} does not lie inside one financial quarter of {council}.")
    if line != _value(account, line):
        raise LedgerError("The pounds of a line are those of its account's valuation.")


def _already_posted(wanted: Sequence[NewPosting], row: Iterable[Posted]) -> dict[tuple, Posting]:
    there = {each.posting.key: each for each in row}
    same = {}
    for new in wanted:
        if posted := there.get(new.key):
            if posted.posting.content != new.content:
                raise LedgerError(
                    f"{new.source_type} {new.source_id}, revision {new.revision}: "
                    f"“{new.event.words}” stands in the ledger already, and says something else."
                )
            same[new.key] = posted.id
    found = Posting.objects.in_bulk(same.values()) if same else {}
    return {key: found[pk] for key, pk in same.items()}


def _balances(new: Sequence[NewPosting]) -> dict[Slot, Balance]:
    """What stands on every account and period that ``new`` touches; the accounts are locked."""
    lines = [line for posting in new for line in posting.lines]
    rows = (
        Entry.objects.filter(
            account_id__in={line.account_id for line in lines},
            period_start__in={line.period.start for line in lines},
        )
        .order_by()
        .values("account_id", "period_start", "period_end")
        .annotate(**{f"{kind}_sum": Sum("quantity", filter=Q(kind=kind)) for kind in Kind})
    )
    return {
        (row["account_id"], Period(row["period_start"], row["period_end"])): Balance(
            **{kind.value: row[f"{kind}_sum"] for kind in Kind}
        )
        for row in rows
    }


def _append(accounts: Accounts, new: Sequence[NewPosting], by: Actor) -> list[Posting]:
    councils = {accounts[line.account_id].council_id for posting in new for line in posting.lines}
    if len(councils) > 1:
        raise LedgerError("One act is posted to the ledger of one council.")
    council_id = councils.pop()
    rows = [_row(posting, _supplier_of(accounts, posting), by) for posting in new]
    for seq, row in enumerate(rows, _take_numbers(council_id, len(rows))):
        row.council_id, row.seq = council_id, seq
    written = Posting.objects.bulk_create(rows)
    Entry.objects.bulk_create(
        _entry(posting, line) for posting, asked in zip(written, new, strict=True) for line in asked.lines
    )
    return written


def _row(posting: NewPosting, supplier_id: int, by: Actor) -> Posting:
    return Posting(
        event=posting.event,
        source_type=posting.source_type,
        source_id=posting.source_id,
        revision=posting.revision,
        supplier_id=supplier_id,
        reason=posting.reason,
        by_id=by.user_id,
        by_name=by.name,
        at=clock.now(),
        reverses_id=posting.reverses_id,
    )


def _entry(posting: Posting, line: Line) -> Entry:
    return Entry(
        council_id=posting.council_id,
        posting=posting,
        seq=posting.seq,
        account_id=line.account_id,
        kind=line.kind,
        period_start=line.period.start,
        period_end=line.period.end,
        place=line.place,
        quantity=line.quantity,
        gross=line.gross,
        adjusted=line.adjusted,
    )


def _supplier_of(accounts: Accounts, posting: NewPosting) -> int:
    suppliers = {accounts[line.account_id].supplier_id for line in posting.lines}
    if len(suppliers) > 1:
        raise LedgerError("One posting is about one supplier.")
    return suppliers.pop()


def _take_numbers(council_id: int, count: int) -> int:
    """The first of ``count`` numbers in a row; whoever else posts for this council waits until we commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_head as head (council_id, seq) values (%s, %s) "
            "on conflict (council_id) do update set seq = head.seq + excluded.seq returning seq",
            [council_id, count],
        )
        return cursor.fetchone()[0] - count + 1
