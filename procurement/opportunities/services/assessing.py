"""The considerations, the opportunity assessment, and the choice of outcomes and measures."""

from collections.abc import Iterable

from django.db import transaction

from councils.policies.domain.requirements import of_kind
from councils.policies.domain.words import EffectKind
from councils.policies.models import Outcome
from procurement.opportunities import queries
from procurement.opportunities.domain.choosing import check_choice
from procurement.opportunities.domain.moves import COMPLETE_ASSESSMENT, REOPEN_ASSESSMENT
from procurement.opportunities.models import (
    AssessedOutcome,
    Assessment,
    ChosenMeasure,
    ChosenOutcome,
    Consideration,
    Procurement,
)
from procurement.opportunities.services.details import take
from socialvalue import clock
from socialvalue.access import audit
from socialvalue.access.domain import Actor, Refusal
from socialvalue.access.services import advance, require


@transaction.atomic
def record_considerations(
    *,
    procurement: Procurement,
    improve: str,
    secure: str,
    consult: str,
    will_consult: bool,
    version: int,
    by: Actor,
) -> Consideration:
    """Record the three considerations of section 1 of the Public Services (Social Value) Act 2012, voluntary or owed."""
    require(by, "procurement.assess", procurement)
    take(procurement, version, by)
    asked = of_kind(queries.requirements(by, procurement), EffectKind.CONSIDERATIONS)
    row, _ = Consideration.objects.update_or_create(
        procurement=procurement,
        defaults={
            "council_id": procurement.council_id,
            "improve": improve,
            "secure": secure,
            "consult": consult,
            "will_consult": will_consult,
            "voluntary": asked is None or not asked.effect.is_duty,
            "recorded_at": clock.now(),
            "recorded_by_id": by.user_id,
        },
    )
    audit.record(procurement, "recorded the considerations", by=by, detail={"voluntary": row.voluntary})
    return row


def _take_draft(procurement: Procurement, version: int, by: Actor) -> None:
    require(by, "procurement.assess", procurement)
    take(procurement, version, by)
    if procurement.status != Procurement.Status.DRAFT:
        raise Refusal("The assessment is complete. Open it again before you change it.")


@transaction.atomic
def assess_outcome(
    *,
    procurement: Procurement,
    outcome: Outcome,
    appropriate: bool,
    relevant: bool,
    achievable: bool,
    why: str,
    version: int,
    by: Actor,
) -> AssessedOutcome:
    """Judge one outcome of the policy by its three tests, with the reason."""
    _take_draft(procurement, version, by)
    if outcome.policy_id != procurement.policy_id:
        raise Refusal("This outcome belongs to another policy.")
    row, _ = AssessedOutcome.objects.update_or_create(
        procurement=procurement,
        outcome=outcome,
        defaults={
            "council_id": procurement.council_id,
            "appropriate": appropriate,
            "relevant": relevant,
            "achievable": achievable,
            "why": why,
        },
    )
    audit.record(
        procurement, "assessed an outcome", by=by, detail={"outcome": outcome.title, "fits": row.fits}
    )
    return row


@transaction.atomic
def describe_openings(
    *, procurement: Procurement, local_openings: str, local_support: str, version: int, by: Actor
) -> Assessment:
    """Say what openings there are for local businesses and organisations, and how they will be encouraged."""
    _take_draft(procurement, version, by)
    row, _ = Assessment.objects.update_or_create(
        procurement=procurement,
        defaults={
            "council_id": procurement.council_id,
            "local_openings": local_openings,
            "local_support": local_support,
        },
    )
    audit.record(procurement, "described the openings for local businesses", by=by)
    return row


@transaction.atomic
def choose(
    *,
    procurement: Procurement,
    outcomes: Iterable[int],
    measures: Iterable[int],
    version: int,
    by: Actor,
) -> None:
    """Choose the outcomes that the procurement is to serve and the measures that bidders will be asked for, by key.

    Raises Refusal for an outcome that was not assessed as fitting and for a measure without its outcome.
    """
    _take_draft(procurement, version, by)
    wanted, counted = set(outcomes), set(measures)
    sheet = queries.assessment(by, procurement)
    check_choice(wanted, counted, sheet.offered, queries.measures_offered(by, procurement))
    mine = {"procurement": procurement, "council_id": procurement.council_id}
    ChosenOutcome.objects.filter(procurement=procurement).delete()
    ChosenMeasure.objects.filter(procurement=procurement).delete()
    ChosenOutcome.objects.bulk_create(ChosenOutcome(outcome_id=key, **mine) for key in sorted(wanted))
    ChosenMeasure.objects.bulk_create(ChosenMeasure(measure_id=key, **mine) for key in sorted(counted))
    audit.record(
        procurement,
        "chose outcomes and measures",
        by=by,
        detail={"outcomes": sorted(wanted), "measures": sorted(counted)},
    )


@transaction.atomic
def complete_assessment(*, procurement: Procurement, version: int, by: Actor) -> None:
    """Complete the opportunity assessment; raises Refusal with everything that the policy still asks for."""
    require(by, "procurement.assess", procurement)
    missing = queries.readiness(by, procurement).gaps
    if missing and procurement.status == Procurement.Status.DRAFT:
        raise Refusal.of([(None, gap.sentence) for gap in missing])
    advance(procurement, COMPLETE_ASSESSMENT, by=by, version=version)
    done = {"completed_at": clock.now(), "completed_by_id": by.user_id, "council_id": procurement.council_id}
    Assessment.objects.update_or_create(procurement=procurement, defaults=done)


@transaction.atomic
def reopen_assessment(*, procurement: Procurement, version: int, by: Actor) -> None:
    """Open a complete assessment again, until the tender is published."""
    if queries.tender_is_out(by, procurement):
        raise Refusal("The tender is published, so the assessment can no longer be changed.")
    advance(procurement, REOPEN_ASSESSMENT, by=by, version=version)
    Assessment.objects.filter(procurement=procurement).update(completed_at=None, completed_by=None)
