"""Evidence: files are judged by their content, stored under a random name, and never taken away once submitted."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from procurement.returns.domain.moves import CHANGEABLE
from procurement.returns.models import Evidence, ReturnLine
from procurement.returns.services.filling import NOT_YOURS_NOW
from procurement.returns.services.locking import held, lines_of, must_be_open, touch
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import require
from socialvalue.files.services import Received, forget, keep, receive

MOST_FILES = 20  # on one line of a return


@transaction.atomic
def attach(*, line: ReturnLine, upload: UploadedFile, by: Actor) -> Evidence:
    """Keep a file as evidence for a line that the supplier may change.

    Raises Denied, and Refusal at ``file`` for one that is empty, too large, of a kind that is not taken, or whose
    content is not what its name says.
    """
    require(by, "return.fill", line)
    period_return = held(line.period_return, by)
    must_be_open(period_return)
    fresh = lines_of(period_return, by).get(pk=line.pk)
    if fresh.status not in CHANGEABLE:
        raise Refusal(NOT_YOURS_NOW)
    received = receive(upload)
    _check_not_there(fresh, received, by)
    one = Evidence.objects.create(
        council_id=fresh.council_id,
        supplier_id=fresh.supplier_id,
        line=fresh,
        revision=fresh.revision + 1,
        **received.told(by),
    )
    touch(period_return)
    audit.record(one, "attached evidence", by=by, detail={"sha256": one.sha256}, sealed=True)
    # Last, so that what fails before it leaves no file behind.
    keep(one, received)
    return one


def _check_not_there(line: ReturnLine, received: Received, by: Actor) -> None:
    there = Evidence.objects.visible_to(by).filter(line=line, removed_at__isnull=True)
    same = there.filter(sha256=received.sha256).first()
    if same:
        raise Refusal(f"This file is there already, as {same.shown_name}.", "file")
    if there.count() >= MOST_FILES:
        raise Refusal(
            f"A line can have {MOST_FILES} files. Put several into one, or remove one first.", "file"
        )


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Actor) -> Evidence:
    """Take away a file that was not submitted yet: its row stays and says so, what it held is deleted.

    Raises Denied, and Refusal once it was submitted.
    """
    require(by, "return.fill", evidence.line)
    period_return = held(evidence.line.period_return, by)
    line = lines_of(period_return, by).get(pk=evidence.line_id)
    one = Evidence.objects.select_for_update(of=("self",)).get_visible(by, pk=evidence.pk)
    if one.removed_at is not None:
        raise Refusal("This file was removed already.")
    if one.revision <= line.revision or line.status not in CHANGEABLE:
        raise Refusal("This file was submitted, so it cannot be removed. You can add another.")
    one.removed_at = clock.now()
    one.save(update_fields=["removed_at"])
    touch(period_return)
    audit.record(
        one, "removed evidence before it was submitted", by=by, detail={"sha256": one.sha256}, sealed=True
    )
    forget(one)
    return one
