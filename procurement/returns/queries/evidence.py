"""The evidence behind lines and ledger entries, and the file that is stored for it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse

from procurement.ledger.domain.entries import EntryRow
from procurement.returns.models import Evidence, ReturnLine, SubmittedLine
from socialvalue.access.domain import Actor
from socialvalue.clock import LONDON

LINE = ReturnLine._meta.label_lower
Submission = tuple[int, int]  # id and revision of a line


@dataclass(frozen=True)
class EvidenceFile:
    """A file as a page lists it; ``remove_url`` only where it may still be taken away."""

    name: str
    size: int
    url: str
    note: str
    remove_url: str = ""


@dataclass(frozen=True)
class Proof:
    """What stands behind what a line reported: what was said, the files, and who decided what of it."""

    what_was_done: str
    files: tuple[EvidenceFile, ...]
    submitted_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    reason: str
    status_words: str
    verified: Decimal | None


def file_of(actor: Actor, one: Evidence) -> EvidenceFile:
    """A file as ``actor`` may list, open and perhaps remove it."""
    portal = actor.is_supplier
    removable = portal and one.revision > one.line.revision and one.removed_at is None
    added = one.uploaded_at.astimezone(LONDON)
    return EvidenceFile(
        name=one.shown_name,
        size=one.size,
        url=reverse("portal_returns:evidence" if portal else "returns:evidence", args=[one.uid]),
        note=f"Added on {added.day} {added:%B %Y}",
        remove_url=reverse("portal_returns:remove", args=[one.uid]) if removable else "",
    )


def evidence(actor: Actor, uid: uuid.UUID) -> Evidence:
    """One file that was not removed; raises NotFound."""
    rows = Evidence.objects.filter(removed_at__isnull=True).select_related(
        "line__period_return__contract", "line__commitment__measure"
    )
    return rows.get_visible(actor, uid=uid)


def proofs_behind(actor: Actor, entries: Iterable[EntryRow]) -> dict[int, Proof]:
    """What stands behind entries of the ledger that come from lines of returns, by the id of the entry.

    An entry of anything else, or of a line that ``actor`` may not see, is left out. Three queries for all of them.
    """
    wanted = {entry.id: (entry.source_id, entry.revision) for entry in entries if entry.source_type == LINE}
    found = _proofs(actor, set(wanted.values()))
    return {key: found[source] for key, source in wanted.items() if source in found}


def proofs(actor: Actor, line_ids: Iterable[int]) -> dict[int, Proof]:
    """What stands behind lines as they were submitted last, by the id of the line."""
    lines = ReturnLine.objects.visible_to(actor).filter(pk__in=set(line_ids)).values_list("pk", "revision")
    return {key: proof for (key, _), proof in _proofs(actor, set(lines)).items()}


def evidence_for(actor: Actor, source_type: str, source_id: int, revision: int | None = None) -> Proof | None:
    """What stands behind one source of the ledger; None where it is no line that ``actor`` may see.

    Without ``revision`` the line as it was submitted last.
    """
    if source_type != LINE:
        return None
    if revision is None:
        return proofs(actor, [source_id]).get(source_id)
    return _proofs(actor, {(source_id, revision)}).get((source_id, revision))


def _proofs(actor: Actor, wanted: set[Submission]) -> dict[Submission, Proof]:
    ids = {key for key, _ in wanted}
    decided = ReturnLine.objects.visible_to(actor).filter(pk__in=ids).select_related("decided_by")
    lines = {one.pk: one for one in decided}
    submitted = SubmittedLine.objects.visible_to(actor).filter(line_id__in=lines)
    said = {(one.line_id, one.revision): one for one in submitted}
    files: dict[int, list[Evidence]] = {}
    kept = Evidence.objects.visible_to(actor).filter(line_id__in=lines, removed_at__isnull=True)
    for file in kept.select_related("line").order_by("id"):
        files.setdefault(file.line_id, []).append(file)
    return {
        (key, revision): _proof(actor, lines[key], said.get((key, revision)), files.get(key, []), revision)
        for key, revision in wanted
        if key in lines
    }


def _proof(
    actor: Actor, line: ReturnLine, said: SubmittedLine | None, files: list[Evidence], revision: int
) -> Proof:
    """Decisions stand on the latest submission; an earlier one was sent back, and says why."""
    decided = line.decided_at is not None and revision == line.revision
    return Proof(
        what_was_done=said.what_was_done if said else "",
        files=tuple(file_of(actor, file) for file in files if file.revision <= revision),
        submitted_at=said.submitted_at if said else None,
        decided_by=line.decided_by.name if decided and line.decided_by else "",
        decided_at=line.decided_at if decided else None,
        reason=line.reason if decided else (said.sent_back_because if said else ""),
        status_words=line.get_status_display() if decided else "",
        verified=line.verified_quantity if decided else None,
    )
