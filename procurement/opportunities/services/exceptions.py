"""Exceptions from the policy: asked for with evidence, which can be removed again, decided by somebody else, withdrawn."""

from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from procurement.opportunities import queries
from procurement.opportunities.domain.exceptions import Kind, check_asked, check_decision
from procurement.opportunities.domain.moves import APPROVE, REFUSE, WITHDRAW
from procurement.opportunities.models import ExceptionEvidence, PolicyException, Procurement
from procurement.opportunities.queries import GroundShown
from procurement.opportunities.services.details import take
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Move, Refusal
from socialvalue.access.services import advance, claim, require
from socialvalue.files.services import Received, forget, keep, receive

MOST_FILES = 20  # for one exception


@transaction.atomic
def ask_exception(
    *,
    procurement: Procurement,
    rule: str,
    reason: str,
    statement: str,
    version: int,
    by: Actor,
    instead: Decimal | None = None,
    upload: UploadedFile | None = None,
) -> PolicyException:
    """Ask for an exception from the rule of that key, with a reason and evidence: a statement, a file, or both.

    ``version`` is the procurement's. Raises Refusal with everything that is missing, and where the tender is published.
    """
    require(by, "exception.ask", procurement)
    take(procurement, version, by)
    ground = next((one for one in queries.exception_grounds(by, procurement) if one.key == rule), None)
    if ground is None:
        raise Refusal("Choose one of the rules. If you have asked already, wait for the decision", "rule")
    check_asked(ground.ground, instead, reason, statement, has_file=upload is not None)
    received = receive(upload) if upload else None
    asked = _asked(procurement, ground, instead, by, reason=reason, statement=statement)
    audit.record(asked, "asked for an exception", by=by, detail={"rule": rule, "reason": reason})
    if received:
        _add(asked, received, by)
    return asked


def _asked(
    procurement: Procurement, shown: GroundShown, instead: Decimal | None, by: Actor, **words: str
) -> PolicyException:
    ground = shown.ground
    return PolicyException.objects.create(
        council_id=procurement.council_id,
        procurement=procurement,
        kind=ground.kind,
        requirement_key=ground.key,
        rule=ground.rule.to_dict(),
        citation=ground.rule.citation,
        clauses=shown.row.clauses,
        policy_id=shown.row.policy_id,
        instead=None if ground.kind is Kind.OPT_OUT else instead,
        evidence_asked=ground.evidence,
        body=ground.body or "",
        body_name=shown.body_name or ground.body or "",
        asked_at=clock.now(),
        asked_by_id=by.user_id,
        **words,
    )


def _add(one: PolicyException, received: Received, by: Actor) -> ExceptionEvidence:
    file = ExceptionEvidence.objects.create(council_id=one.council_id, exception=one, **received.told(by))
    audit.record(file, "attached evidence", by=by, detail={"sha256": file.sha256})
    # Last, so that what fails before it leaves no file behind.
    keep(file, received)
    return file


@transaction.atomic
def attach_to_exception(
    *, exception: PolicyException, upload: UploadedFile, version: int, by: Actor
) -> ExceptionEvidence:
    """One more file of evidence, while nobody has decided."""
    require(by, "exception.ask", exception)
    claim(exception, version)
    fresh = _locked(exception, by)
    if fresh.status not in APPROVE.sources:
        raise Refusal("This exception is decided, so no more evidence can be added.", "file")
    received = receive(upload)
    files = ExceptionEvidence.objects.visible_to(by).filter(exception=fresh, removed_at__isnull=True)
    same = files.filter(sha256=received.sha256).first()
    if same:
        raise Refusal(f"This file is there already, as {same.shown_name}.", "file")
    if files.count() >= MOST_FILES:
        raise Refusal(
            f"An exception can have {MOST_FILES} files. Put several into one, or remove one first.", "file"
        )
    return _add(fresh, received, by)


@transaction.atomic
def remove_exception_file(*, file: ExceptionEvidence, version: int, by: Actor) -> None:
    """Take a file of evidence away while nobody has decided: its row stays and says so, what it held is deleted.

    ``version`` is the exception's. Raises Denied, Stale, and Refusal once it is decided or where no evidence would be left.
    """
    require(by, "exception.ask", file.exception)
    claim(file.exception, version)
    fresh = _locked(file.exception, by)
    if fresh.status not in APPROVE.sources:
        raise Refusal("This exception is decided, so its evidence can no longer be removed.")
    one = ExceptionEvidence.objects.get_visible(by, pk=file.pk)
    if one.removed_at is not None:
        raise Refusal("This file was removed already.")
    kept = ExceptionEvidence.objects.visible_to(by).filter(exception=fresh, removed_at__isnull=True)
    if not fresh.statement.strip() and kept.count() == 1:
        raise Refusal("This is the only evidence. Add another file before you remove this one.")
    one.removed_at = clock.now()
    one.save(update_fields=["removed_at"])
    audit.record(one, "removed evidence for an exception", by=by, detail={"sha256": one.sha256})
    forget(one)


def _locked(exception: PolicyException, by: Actor) -> PolicyException:
    rows = PolicyException.objects.select_for_update(of=("self",)).select_related("procurement")
    return rows.get_visible(by, pk=exception.pk)


@transaction.atomic
def approve_exception(
    *, exception: PolicyException, decision_reference: str, note: str, version: int, by: Actor
) -> PolicyException:
    """Approve it exactly as asked, with the reference of the decision. Raises Denied, Refusal, Stale."""
    require(by, "exception.decide", exception)
    check_decision(approves=True, decision_reference=decision_reference, note=note)
    return _decide(exception, APPROVE, decision_reference, note, version, by)


@transaction.atomic
def refuse_exception(
    *, exception: PolicyException, decision_reference: str, note: str, version: int, by: Actor
) -> PolicyException:
    """Refuse it, with a note that says why. Raises Denied, Refusal, Stale."""
    require(by, "exception.decide", exception)
    check_decision(approves=False, decision_reference=decision_reference, note=note)
    return _decide(exception, REFUSE, decision_reference, note, version, by)


def _decide(
    exception: PolicyException, step: Move, decision_reference: str, note: str, version: int, by: Actor
) -> PolicyException:
    """The words are written before the move, which the database takes only with them."""
    fresh = _locked(exception, by)
    if fresh.status in step.sources and fresh.version == version:
        fresh.decided_at, fresh.decided_by_id = clock.now(), by.user_id
        fresh.decision_reference, fresh.note = decision_reference.strip(), note.strip()
        fresh.save(update_fields=["decided_at", "decided_by", "decision_reference", "note"])
    detail = {"decision_reference": fresh.decision_reference, "note": fresh.note}
    advance(fresh, step, by=by, version=version, detail=detail)
    return fresh


@transaction.atomic
def withdraw_exception(*, exception: PolicyException, version: int, by: Actor) -> PolicyException:
    """Take it back, approved or not, until the tender is published. Raises Denied, Refusal, Stale."""
    require(by, "exception.ask", exception)
    procurement = queries.procurement(by, exception.procurement.uid)
    take(procurement, procurement.version, by)
    fresh = _locked(exception, by)
    advance(fresh, WITHDRAW, by=by, version=version)
    return fresh
