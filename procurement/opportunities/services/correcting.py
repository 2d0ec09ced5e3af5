"""Putting right a fact by which a procurement that has commenced was judged: a recorded act."""

from dataclasses import fields
from typing import Any

from django.db import transaction

from procurement.opportunities import queries
from procurement.opportunities.domain.details import (
    Details,
    changed_facts,
    check_correction,
    confirmed,
    corrected_words,
)
from procurement.opportunities.models import Correction, Procurement
from procurement.opportunities.services.details import keep
from procurement.opportunities.services.judging import judge
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import claim, require


@transaction.atomic
def correct_facts(
    *, procurement: Procurement, version: int, by: Actor, reason: str, **told: Any
) -> Correction:
    """Put right deciding facts of a procurement that has commenced, judge it again by the rules of the day it
    commenced, and keep what that changed.

    ``told`` are the fields of ``Details`` that are put right. A published tender's scheme stays as it was frozen. Raises
    Refusal where nothing differs, what is told makes no sense, or the contract is signed; Stale for an old ``version``.
    """
    require(by, "procurement.correct", procurement)
    if not reason.strip():
        raise Refusal("Say why the fact was wrong and how you know", "reason")
    claim(procurement, version)
    procurement.refresh_from_db()
    if queries.contract_is_signed(by, procurement):
        raise Refusal("The contract is signed, so the facts of its procurement can no longer be changed.")
    before = procurement.details
    after = Details(**{field.name: getattr(before, field.name) for field in fields(Details)} | told)
    after = confirmed(after, queries.light_touch_proposal(by, after.cpv, after.commenced_on))
    check_correction(before, after, clock.today())
    required = _sentences(by, procurement)
    keep(procurement, after)
    judge(procurement=procurement, by=by)
    now = _sentences(by, procurement)
    facts = corrected_words(before, after)
    changed = {"fields": changed_facts(before, after), "reason": reason.strip(), "facts": facts}
    audit.record(procurement, "corrected a settled fact", by=by, detail=changed)
    return Correction.objects.create(
        council_id=procurement.council_id,
        procurement=procurement,
        reason=reason.strip(),
        facts=facts,
        added=[sentence for sentence in now if sentence not in required],
        dropped=[sentence for sentence in required if sentence not in now],
        corrected_at=clock.now(),
        corrected_by_id=by.user_id,
    )


def _sentences(by: Actor, procurement: Procurement) -> list[str]:
    return [required.sentence for required in queries.requirements(by, procurement)]
