"""Judging what a procurement must do, and copying the answer to it with the version that it came from."""

from collections.abc import Iterable
from typing import Any

from councils.policies.domain.requirements import Requirement as Required
from councils.policies.domain.words import EffectKind, Force
from procurement.opportunities import queries
from procurement.opportunities.domain.exceptions import lapses_because
from procurement.opportunities.domain.moves import LAPSE
from procurement.opportunities.models import PolicyException, Procurement, Requirement
from socialvalue.access import audit
from socialvalue.access.domain import Actor
from socialvalue.access.services import advance


def judge(*, procurement: Procurement, by: Actor) -> None:
    """Judge what the policy and the law of the day require, and copy the answer to the procurement.

    Opens no transaction: the caller's holds it, when a procurement is opened, changed, or commences by its tender.
    Raises Refusal where what is required cannot be told.
    """
    judged = queries.judged(by, procurement.council_id, procurement.details)
    procurement.policy = judged.policy
    procurement.judged_on = judged.facts.judged_on
    procurement.save(update_fields=["policy", "judged_on"])
    uids = {"": str(judged.law.uid)}
    versions = {"": judged.law}
    Requirement.objects.filter(procurement=procurement).delete()
    Requirement.objects.bulk_create(
        Requirement(
            council_id=procurement.council_id,
            procurement=procurement,
            policy=versions.get(required.policy.council, judged.policy),
            position=position,
            clauses=_cited(required, uids, str(judged.policy.uid)),
            **_written(required),
        )
        for position, required in enumerate(judged.requirements, 1)
    )
    _let_lapse(procurement, judged.requirements)
    audit.record(
        procurement,
        "judged what the policy requires",
        by=by,
        detail={
            "policy": str(judged.policy),
            "facts": judged.facts.to_dict(),
            "required": [r.slot for r in judged.requirements],
        },
    )


def _let_lapse(procurement: Procurement, now: Iterable[Required]) -> None:
    """Exceptions from a rule that has changed, or is gone, no longer hold: they were approved for another.

    A published tender keeps those under which it was published, as it keeps its scheme.
    """
    system, required = Actor.system(procurement.council_id), tuple(now)
    if queries.tender_is_out(system, procurement):
        return
    rows = PolicyException.objects.visible_to(system).select_for_update().filter(procurement=procurement)
    for one in rows.filter(status__in=LAPSE.sources):
        because = lapses_because(one.required, required)
        if because:
            advance(one, LAPSE, by=system, detail={"because": because})
            one.lapsed_because = because
            one.save(update_fields=["lapsed_because"])


def _written(required: Required) -> dict[str, Any]:
    offered = required.kind is EffectKind.CONSIDERATIONS and not required.effect.is_duty
    return {
        "key": required.slot,
        "kind": required.kind.value,
        "content": required.to_dict(),
        "sentence": required.sentence,
        "because": required.triggered_by,
        "reading": required.reading.value,
        "reading_why": required.why,
        "voluntary": offered or required.force is Force.MAY,
    }


def _cited(required: Required, uids: dict[str, str], own: str) -> list[dict[str, str]]:
    """Each clause once, with the version of the policy or law in which it stands."""
    found = {}
    for said in required.said_by:
        for clause in () if said.set_aside_by else said.clauses:
            place = uids.get(said.policy.council, own)
            cited = {
                "key": clause.key,
                "words": clause.words,
                "paraphrase": clause.paraphrase,
                "policy": place,
                "unconfirmed": clause.unconfirmed,
            }
            found.setdefault((place, clause.key), cited)
    return list(found.values())
