"""The acts of the product, posted: each locks what it touches, reads, decides in the domain, and writes."""

from collections.abc import Sequence
from itertools import chain

from django.db.models import Q

from procurement.ledger.domain import acts
from procurement.ledger.domain.lines import (
    Counted,
    Event,
    Kind,
    LedgerError,
    NewPosting,
    Posted,
    Source,
    Statement,
)
from procurement.ledger.models import Posting
from procurement.ledger.services.writing import locked, locked_for, standing_of, valued, write
from socialvalue.access.domain import Actor, NotFound


def commit(*, source: Source, lines: Sequence[Counted], by: Actor, reason: str = "") -> Posting | None:
    """Post the whole profile of a signature; None where nothing in it is counted."""
    accounts = locked_for(by, (), {line.commitment_id for line in lines})
    if not lines:
        return None
    said = valued(accounts, lines, Kind.COMMITTED)
    new = NewPosting(Event.SIGN, source.type, source.id, source.revision, said, reason)
    return write(accounts, [new], _row(source), by)[0]


def report(*, statements: Sequence[Statement], by: Actor, reason: str = "") -> list[Posting]:
    """Post what the lines of a return say, each line for itself; lines that say nothing new are left as they are.

    A line with a later revision takes back what was verified on it, then what it reported, then posts again. Raises
    LedgerError where a line changed without a new revision, Stale where a later revision stands.
    """
    rows = {statement.source.same_row for statement in statements}
    commitments = {line.commitment_id for statement in statements for line in statement.lines}
    accounts = locked_for(by, rows, commitments)
    standing = standing_of(rows)
    new: list[NewPosting] = []
    for statement in statements:
        lines = valued(accounts, statement.lines, Kind.REPORTED)
        new += acts.report(statement.source, lines, standing[statement.source.same_row], reason)
    return write(accounts, new, chain.from_iterable(standing.values()), by)


def verify(*, source: Source, by: Actor, lines: Sequence[Counted] | None = None, reason: str = "") -> Posting:
    """Post that the line of a return was accepted: in full where ``lines`` is None, else what they say.

    Raises Stale where the revision that was looked at no longer stands, Refusal above what was reported.
    """
    accounts = locked_for(by, {source.same_row})
    if not accounts:
        raise NotFound("nothing was reported by this line")
    accepted = None if lines is None else valued(accounts, lines, Kind.VERIFIED)
    row = _row(source)
    return write(accounts, [acts.verify(source, accepted, row, reason)], row, by)[0]


def send_back(*, source: Source, reason: str, by: Actor) -> list[Posting]:
    """Take back what was verified on the line of a return, if anything was; usually nothing is posted.

    What was reported stays reported until the supplier submits the line again.
    """
    accounts = locked_for(by, {source.same_row})
    row = _row(source)
    return write(accounts, acts.send_back(source, row, reason), row, by)


def reverse(*, posting: Posting, reason: str, by: Actor, revision: int) -> list[Posting]:
    """Take ``posting`` back exactly, after whatever was verified on it; the same again returns the reversal.

    Raises LedgerError for a reversal, and for a posting that an act of another revision reversed.
    """
    source = Source(posting.source_type, posting.source_id, revision)
    accounts = locked_for(by, {source.same_row})
    row = _row(source)
    standing = next(each for each in row if each.id == posting.pk)
    done = Posting.objects.filter(pk=standing.reversed_by, revision=revision)
    if done:
        return list(done)
    return write(accounts, acts.reversals(standing, row, revision=revision, reason=reason), row, by)


def post(*, council_id: int, postings: Sequence[NewPosting], by: Actor) -> list[Posting]:
    """Post acts that have no function of their own, in order; what stands already is returned and not written again.

    Raises LedgerError for content that differs from what stands under the same key, and for reversals, which
    ``reverse`` posts; Refusal where 0 <= verified <= reported would not hold.
    """
    if any(new.event is Event.REVERSE for new in postings):
        raise LedgerError("Reversals are posted by reverse().")
    accounts = locked(by, Q(pk__in={line.account_id for new in postings for line in new.lines}))
    if any(account.council_id != council_id for account in accounts.values()):
        raise NotFound("an account of another council")
    standing = standing_of({(new.source_type, new.source_id) for new in postings})
    return write(accounts, postings, chain.from_iterable(standing.values()), by)


def _row(source: Source) -> list[Posted]:
    return standing_of({source.same_row})[source.same_row]
