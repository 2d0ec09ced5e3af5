"""Looking at considerations, assessment and choice, and at what is missing before the assessment is complete."""

from dataclasses import dataclass

from councils.policies import queries as policies
from councils.policies.domain.counting import HowItAddsUp, Unit
from councils.policies.domain.framework import Outcome as OutcomeText
from councils.policies.domain.requirements import Requirement as Required
from councils.policies.domain.requirements import of_kind
from councils.policies.domain.words import EffectKind
from councils.policies.models import Outcome
from measures import queries as measures
from measures.models import Measure
from procurement.opportunities.domain.choosing import Gap, MeasureOffered, OutcomeOffered, counted_twice, gaps
from procurement.opportunities.domain.details import LIGHT_TOUCH_ASKED, may_be_light_touch
from procurement.opportunities.domain.exceptions import Exceptions
from procurement.opportunities.domain.progress import Progress
from procurement.opportunities.models import (
    AssessedOutcome,
    Assessment,
    ChosenMeasure,
    ChosenOutcome,
    Consideration,
    Procurement,
)
from procurement.opportunities.queries.exceptions import exceptions_that_count
from procurement.opportunities.queries.required import (
    considerations_asked,
    light_touch_proposal,
    requirements,
)
from socialvalue.access.domain import Actor, NotFound


def considerations(actor: Actor, procurement: Procurement) -> Consideration | None:
    """The considerations of the 2012 Act, if they were recorded."""
    rows = Consideration.objects.visible_to(actor).select_related("recorded_by")
    return rows.filter(procurement=procurement).first()


@dataclass(frozen=True)
class Judgement:
    """One outcome of the policy, with what was judged of it (None until it was)."""

    outcome: Outcome
    assessed: AssessedOutcome | None
    is_chosen: bool

    @property
    def state(self) -> str:
        """``fits``, ``does not fit`` or empty."""
        if self.assessed is None:
            return ""
        return "fits" if self.assessed.fits else "does not fit"


@dataclass(frozen=True)
class AssessmentSheet:
    """The opportunity assessment as far as it is."""

    judgements: tuple[Judgement, ...]
    openings: Assessment | None

    @property
    def fitting(self) -> tuple[Judgement, ...]:
        """Those that pass all three tests."""
        return tuple(j for j in self.judgements if j.assessed and j.assessed.fits)

    @property
    def offered(self) -> dict[int, OutcomeOffered]:
        """The outcomes by key, as the choice is decided by."""
        return {
            j.outcome.pk: OutcomeOffered(
                j.outcome.pk, j.outcome.title, j.assessed.fits if j.assessed else None
            )
            for j in self.judgements
        }

    @property
    def openings_described(self) -> bool:
        """Whether something is written about local openings."""
        return bool(self.openings and self.openings.local_openings)


def assessment(actor: Actor, procurement: Procurement) -> AssessmentSheet:
    """Every outcome of the policy with its judgement, and what is written about local openings."""
    rows = AssessedOutcome.objects.visible_to(actor).filter(procurement=procurement)
    assessed = {row.outcome_id: row for row in rows}
    chosen = {outcome.pk for outcome in chosen_outcomes(actor, procurement)}
    listed = policies.outcomes(actor, procurement.policy) if procurement.policy else []
    openings = Assessment.objects.visible_to(actor).filter(procurement=procurement).first()
    judgements = (Judgement(outcome, assessed.get(outcome.pk), outcome.pk in chosen) for outcome in listed)
    return AssessmentSheet(tuple(judgements), openings)


def judgement(actor: Actor, procurement: Procurement, key: str) -> Judgement:
    """The judgement of the outcome that the policy's file calls ``key``; raises NotFound."""
    for found in assessment(actor, procurement).judgements:
        if found.outcome.key == key:
            return found
    raise NotFound("no such outcome in this policy")


def chosen_outcomes(actor: Actor, procurement: Procurement) -> list[Outcome]:
    """The outcomes that the procurement is to serve, in the policy's order."""
    rows = ChosenOutcome.objects.visible_to(actor).filter(procurement=procurement)
    return [row.outcome for row in rows.select_related("outcome__priority").order_by("outcome__position")]


def chosen_measures(actor: Actor, procurement: Procurement) -> list[Measure]:
    """The measures on which bidders will be asked to commit, in the policy's order."""
    rows = ChosenMeasure.objects.visible_to(actor).filter(procurement=procurement)
    rows = rows.select_related("measure__outcome", "measure__contained_in").order_by("measure__position")
    return [row.measure for row in rows]


def measures_of_policy(actor: Actor, procurement: Procurement) -> list[Measure]:
    """Every measure of the procurement's policy, and those that were written for it."""
    if procurement.policy is None:
        return []
    return list(measures.measures(actor, procurement.policy, procurement.uid))


def measures_offered(actor: Actor, procurement: Procurement) -> dict[int, MeasureOffered]:
    """The measures of the policy by key, as the choice is decided by."""
    return {measure.pk: _offered(measure) for measure in measures_of_policy(actor, procurement)}


def _offered(measure: Measure) -> MeasureOffered:
    return MeasureOffered(
        key=measure.pk,
        slug=measure.key,
        headline=measure.headline,
        outcome=measure.outcome_id,
        unit=Unit(measure.unit),
        adds_up=HowItAddsUp(measure.adds_up),
        contained_in=measure.contained_in_id,
    )


def progress(actor: Actor, procurement: Procurement) -> Progress:
    """How far the work before the tender is."""
    asked = considerations_asked(actor, procurement)
    return _progress(actor, procurement, asked, assessment(actor, procurement))


def _progress(
    actor: Actor, procurement: Procurement, asked: Required | None, sheet: AssessmentSheet
) -> Progress:
    measured = ChosenMeasure.objects.visible_to(actor).filter(procurement=procurement)
    return Progress(
        complete=procurement.status == Procurement.Status.ASSESSED,
        commenced_on=procurement.commenced_on,
        considerations_asked=asked is not None,
        considerations_duty=asked is not None and asked.effect.is_duty,
        considerations_recorded=considerations(actor, procurement) is not None,
        outcomes_in_all=len(sheet.judgements),
        outcomes_assessed=sum(j.assessed is not None for j in sheet.judgements),
        outcomes_fitting=len(sheet.fitting),
        openings_described=sheet.openings_described,
        outcomes_chosen=sum(j.is_chosen for j in sheet.judgements),
        measures_chosen=measured.count(),
    )


@dataclass(frozen=True)
class Readiness:
    """How far the assessment is, and what is missing before it can be completed."""

    progress: Progress
    sheet: AssessmentSheet
    gaps: tuple[Gap, ...]
    exceptions: Exceptions


def readiness(actor: Actor, procurement: Procurement) -> Readiness:
    """What is missing before the assessment is complete, by what the policy requires."""
    asked = requirements(actor, procurement)
    sheet = assessment(actor, procurement)
    done = _progress(actor, procurement, of_kind(asked, EffectKind.CONSIDERATIONS), sheet)
    chosen = [_offered(measure) for measure in chosen_measures(actor, procurement)]
    unfit = tuple(
        Gap(f"“{j.outcome.title}” was chosen and no longer fits. Choose again.", "choice")
        for j in sheet.judgements
        if j.is_chosen and not (j.assessed and j.assessed.fits)
    )
    says = policies.framework(procurement.policy) if procurement.policy else None
    allowed = exceptions_that_count(actor, procurement)
    missing = gaps(
        done,
        asked,
        chosen,
        {group.key: group.measures for group in says.measure_groups} if says else {},
        lists_measures=says is None or bool(says.measures),
        exceptions=allowed,
    )
    return Readiness(done, sheet, (*_light_touch(actor, procurement), *missing, *unfit), allowed)


def _light_touch(actor: Actor, procurement: Procurement) -> tuple[Gap, ...]:
    """A notice's CPV code is listed as light touch and nobody has said yet whether it is."""
    proposal = light_touch_proposal(actor, procurement.cpv, procurement.commenced_on)
    if procurement.light_touch is not None or not may_be_light_touch(procurement.contract_type, proposal):
        return ()
    lead = " A procurement lead says so by correcting the facts." if procurement.commenced_on else ""
    return (Gap(f"{LIGHT_TOUCH_ASKED}. {proposal.words}{lead}", "details"),)


# Choosing


@dataclass(frozen=True)
class OfferedPart:
    """An outcome that fits, with its measures."""

    outcome: Outcome
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Offer:
    """What can be chosen, and what is chosen now, by key."""

    parts: tuple[OfferedPart, ...]
    outcomes_chosen: tuple[int, ...]
    measures_chosen: tuple[int, ...]


def offer(actor: Actor, procurement: Procurement) -> Offer:
    """The outcomes that were assessed as fitting, each with its measures, and the present choice."""
    listed = measures_of_policy(actor, procurement)
    fitting = [judged.outcome for judged in assessment(actor, procurement).fitting]
    parts = (OfferedPart(one, tuple(m for m in listed if m.outcome_id == one.pk)) for one in fitting)
    return Offer(
        parts=tuple(parts),
        outcomes_chosen=tuple(outcome.pk for outcome in chosen_outcomes(actor, procurement)),
        measures_chosen=tuple(measure.pk for measure in chosen_measures(actor, procurement)),
    )


@dataclass(frozen=True)
class Chosen:
    """The choice, by outcome; ``counted_twice`` are headlines of a part and of the whole that counts it already."""

    parts: tuple[OfferedPart, ...]
    counted_twice: tuple[tuple[str, str], ...]


def chosen(actor: Actor, procurement: Procurement) -> Chosen:
    """The chosen outcomes with their chosen measures."""
    picked = chosen_measures(actor, procurement)
    pairs = counted_twice(_offered(measure) for measure in picked)
    parts = (
        OfferedPart(outcome, tuple(m for m in picked if m.outcome_id == outcome.pk))
        for outcome in chosen_outcomes(actor, procurement)
    )
    return Chosen(tuple(parts), tuple((part.headline, whole.headline) for part, whole in pairs))


def outcome_text(actor: Actor, procurement: Procurement, key: str) -> OutcomeText:
    """What the policy's file says of an outcome; raises NotFound."""
    try:
        return policies.framework(procurement.policy).outcome(key)
    except KeyError as missing:
        raise NotFound("no such outcome in this policy") from missing


def measures_of_outcome(actor: Actor, procurement: Procurement, key: str) -> list[Measure]:
    """The measures of the outcome that the policy's file calls ``key``."""
    return [measure for measure in measures_of_policy(actor, procurement) if measure.outcome.key == key]
