"""From the first day of a quarter a commitment counts on another account: that of the council that takes it over, or one
of another value."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from measures.domain.valuation import Valuation
from procurement.ledger.domain.lines import Counted, Event, Kind, NewPosting, Source
from procurement.ledger.models import Account, Entry
from procurement.ledger.services.accounts import open_account
from procurement.ledger.services.writing import Accounts, locked, standing_of, valued, write
from socialvalue.access.domain import Actor, Refusal
from socialvalue.periods import Period


def pass_on(
    *,
    source: Source,
    commitment_ids: Collection[int],
    council_id: int,
    service_area_id: int,
    from_day: date,
    reason: str,
) -> dict[int, Account]:
    """The accounts that a council opens for what it takes over, by commitment; they count the periods from ``from_day``.

    What stands committed for those periods is taken off the accounts of the council before, in that council's ledger,
    and put on the new ones, in the ledger of ``council_id``. Earlier periods stay where they are, also for what is
    reported and verified on them later. Raises Refusal where something was reported for a later period already.
    """
    held = locked(Actor.system(), Q(commitment_id__in=commitment_ids) & ~Q(council_id=council_id))
    held = {account.pk: account for account in _latest(held.values())}
    later = _committed_from(held, from_day)
    new = {
        one.commitment_id: _opened(
            one,
            from_day,
            council_id=council_id,
            service_area_id=service_area_id,
            provenance=Account.Provenance.MIGRATED,
        )
        for one in held.values()
    }
    taken_off = [replace(one, quantity=-one.quantity) for one in later]
    _post(held, source, Event.HAND_ON, taken_off, reason)
    taken_over = locked(Actor.system(council_id), Q(pk__in={account.pk for account in new.values()}))
    _post(taken_over, source, Event.TAKE_OVER, later, reason)
    return new


def restate(
    *,
    source: Source,
    valuations: Mapping[int, Valuation],
    from_day: date,
    reason: str,
    by: Actor,
) -> dict[int, Account]:
    """The accounts on which commitments count from ``from_day`` by other valuations, by commitment.

    What stands committed for those periods is taken off the accounts before and put on the new ones in one posting.
    Earlier periods keep their values. Raises Refusal where something was reported for a later period already.
    """
    held = {one.pk: one for one in _latest(locked(by, Q(commitment_id__in=valuations)).values())}
    later = _committed_from(held, from_day)
    new = {
        one.commitment_id: _opened(one, from_day, valuation=valuations[one.commitment_id])
        for one in held.values()
    }
    lines = valued(held, (replace(one, quantity=-one.quantity) for one in later), Kind.COMMITTED)
    lines += valued({account.pk: account for account in new.values()}, later, Kind.COMMITTED)
    if lines:
        row = standing_of({source.same_row})[source.same_row]
        posting = NewPosting(Event.RESTATE, source.type, source.id, source.revision, lines, reason)
        write({**held, **{account.pk: account for account in new.values()}}, [posting], row, by)
    return new


def _latest(accounts: Iterable[Account]) -> Iterable[Account]:
    """Of the accounts of each commitment the last: a contract may have passed from council to council before."""
    ordered = sorted(accounts, key=lambda account: account.counts_from)
    return {account.commitment_id: account for account in ordered}.values()


def _committed_from(accounts: Accounts, from_day: date) -> list[Counted]:
    entries = Entry.objects.filter(account_id__in=accounts, period_start__gte=from_day)
    if entries.exclude(kind=Kind.COMMITTED).exists():
        raise Refusal(
            "Something was reported already for a quarter from that day on. Choose a later quarter."
        )
    sums = entries.order_by().values("account_id", "period_start", "period_end", "place")
    return [
        Counted(
            accounts[row["account_id"]].commitment_id,
            Period(row["period_start"], row["period_end"]),
            row["total"],
            row["place"],
        )
        for row in sums.annotate(total=Sum("quantity")).order_by("account_id", "period_start", "place")
        if row["total"]
    ]


def _opened(before: Account, from_day: date, **more: Any) -> Account:
    """The account that counts a commitment from a day on: as the one before, and what ``more`` says otherwise."""
    frozen = before.valuation
    told = {
        "council_id": before.council_id,
        "service_area_id": before.service_area_id,
        "provenance": before.provenance,
        "valuation": None if frozen is None else Valuation.from_dict(frozen),
    } | more
    return open_account(
        commitment_id=before.commitment_id,
        supplier_id=before.supplier_id,
        contract_uid=before.contract_uid,
        contract_reference=before.contract_reference,
        contract_title=before.contract_title,
        outcome_id=before.outcome_id,
        measure_id=before.measure_id,
        unit=before.unit,
        variant=before.variant,
        from_day=from_day,
        by=Actor.system(told["council_id"]),
        **told,
    )


def _post(accounts: Accounts, source: Source, event: Event, counted: list[Counted], reason: str) -> None:
    if not counted:
        return
    lines = valued(accounts, counted, Kind.COMMITTED)
    new = NewPosting(event, source.type, source.id, source.revision, lines, reason)
    row = standing_of({source.same_row})[source.same_row]
    write(accounts, [new], row, Actor.system())
