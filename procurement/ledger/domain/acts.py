"""What each act of the product posts, decided from what stands in the ledger for the same row."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from procurement.ledger.domain.lines import Event, Kind, LedgerError, Line, NewPosting, Posted, Source, live
from socialvalue.access.domain import Refusal, Stale

REPORTS = (Event.SUBMIT, Event.RESUBMIT)


def reversal(standing: Posted, *, revision: int, reason: str) -> NewPosting:
    """The posting that takes ``standing`` back exactly; ``revision`` is that of the act that does so."""
    if standing.posting.event is Event.REVERSE:
        raise LedgerError("A reversal is never itself reversed.")
    if standing.reversed_by is not None:
        raise LedgerError(f"Posting {standing.seq} has been reversed already.")
    return NewPosting(
        event=Event.REVERSE,
        source_type=standing.posting.source_type,
        source_id=standing.posting.source_id,
        revision=revision,
        lines=tuple(line.negated() for line in standing.posting.lines),
        reason=reason,
        reverses_id=standing.id,
    )


def reversals(
    standing: Posted, row: Sequence[Posted], *, revision: int, reason: str
) -> tuple[NewPosting, ...]:
    """The reversal of ``standing``, after that of whatever was verified on it; ``row`` is all that its row posted."""
    first = live(row, Event.VERIFY) if standing.posting.event in REPORTS else ()
    return tuple(reversal(each, revision=revision, reason=reason) for each in (*first, standing))


def report(
    source: Source, lines: tuple[Line, ...], row: Sequence[Posted], reason: str
) -> tuple[NewPosting, ...]:
    """What a statement of one return line posts: nothing when it is said again, reversals first when it changed.

    Raises LedgerError where the words changed and the revision did not, Stale where a later revision stands.
    """
    said = [p for p in row if p.posting.event in REPORTS]
    if same := next((p for p in said if p.posting.revision == source.revision), None):
        if set(same.posting.lines) != set(lines):
            raise LedgerError(f"{source.type} {source.id} changed without a new revision.")
        return ()
    if any(p.posting.revision > source.revision for p in row):
        raise Stale()
    earlier = tuple(
        each
        for standing in live(row, *REPORTS)
        for each in reversals(standing, row, revision=source.revision, reason=reason or "Submitted again")
    )
    if not lines:
        return earlier
    event = Event.RESUBMIT if said else Event.SUBMIT
    return (*earlier, NewPosting(event, source.type, source.id, source.revision, lines, reason))


def verify(
    source: Source, accepted: tuple[Line, ...] | None, row: Sequence[Posted], reason: str
) -> NewPosting:
    """What accepting one return line posts: all that it reported where ``accepted`` is None, else those lines.

    Raises Stale where the revision that was looked at no longer stands or was sent back, Refusal above what was
    reported, LedgerError for a period, place or commitment that the line says nothing of.
    """
    standing = next((p for p in live(row, *REPORTS) if p.posting.revision == source.revision), None)
    if standing is None or _was_sent_back(source, row):
        raise Stale()
    reported = standing.posting.lines
    if accepted is None:
        accepted = tuple(replace(line, kind=Kind.VERIFIED) for line in reported)
    said = {(line.account_id, line.period, line.place): line.quantity for line in reported}
    for line in accepted:
        _check_accepted(line, said.get((line.account_id, line.period, line.place)))
    return NewPosting(Event.VERIFY, source.type, source.id, source.revision, accepted, reason)


def send_back(source: Source, row: Sequence[Posted], reason: str) -> tuple[NewPosting, ...]:
    """What sending one return line back posts: the reversal of what was verified on it, usually nothing.

    What the supplier reported stays reported until the supplier submits again. Raises Stale where a later revision
    stands.
    """
    if any(p.posting.revision > source.revision for p in live(row, *REPORTS)):
        raise Stale()
    return tuple(reversal(each, revision=source.revision, reason=reason) for each in live(row, Event.VERIFY))


def _was_sent_back(source: Source, row: Sequence[Posted]) -> bool:
    return any(
        p.posting.event is Event.VERIFY and p.posting.revision == source.revision and not p.is_live
        for p in row
    )


def _check_accepted(line: Line, reported: Decimal | None) -> None:
    if reported is None:
        raise LedgerError("Only what was reported can be verified.")
    if line.quantity > reported:
        raise Refusal(
            f"You cannot verify more than was reported, which is {reported.normalize():,f}.", "quantity"
        )
