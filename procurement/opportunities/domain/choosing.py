"""Which outcomes and measures may be chosen, and what is missing before an assessment is complete."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from councils.policies.domain.counting import HowItAddsUp, Unit
from councils.policies.domain.requirements import Requirement, of_kind
from councils.policies.domain.words import EffectKind, Level
from procurement.opportunities.domain.exceptions import Exceptions
from procurement.opportunities.domain.progress import Progress
from socialvalue.access.domain import Refusal

NO_EXCEPTIONS = Exceptions()


@dataclass(frozen=True)
class OutcomeOffered:
    """An outcome of the policy; ``fits`` is None until it was judged by all three tests."""

    key: int
    title: str
    fits: bool | None


@dataclass(frozen=True)
class MeasureOffered:
    """A measure of the policy, under its outcome; ``slug`` is its name in the policy's file."""

    key: int
    slug: str
    headline: str
    outcome: int
    unit: Unit
    adds_up: HowItAddsUp = HowItAddsUp.FLOW
    contained_in: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether a commitment on it can be counted and added up: words and levels, such as percentages, cannot."""
        return self.adds_up.posts(self.unit)


@dataclass(frozen=True)
class Gap:
    """Something that is missing: what to do, and in which task (``details``, ``considerations``, ``outcomes``,
    ``openings``, ``choice``)."""

    sentence: str
    task: str


def check_choice(
    outcomes: Iterable[int],
    measures: Iterable[int],
    offered: Mapping[int, OutcomeOffered],
    listed: Mapping[int, MeasureOffered],
) -> None:
    """Raise Refusal unless every chosen outcome fits and every chosen measure belongs to a chosen outcome."""
    chosen = set(outcomes)
    problems: list[tuple[str, str]] = []
    for key in sorted(chosen):
        outcome = offered.get(key)
        if outcome is None:
            problems.append(("outcomes", "Choose from the outcomes of the policy"))
        elif not outcome.fits:
            problems.append(("outcomes", _does_not_fit(outcome)))
    for key in sorted(set(measures)):
        measure = listed.get(key)
        if measure is None:
            problems.append(("measures", "Choose from the measures of the policy"))
        elif measure.outcome not in chosen:
            title = offered[measure.outcome].title
            problems.append(
                (
                    "measures",
                    f"You chose the measure “{measure.headline}” without its outcome, “{title}”. "
                    "Choose the outcome as well, or take the measure away",
                )
            )
    if problems:
        raise Refusal.of(problems)


def _does_not_fit(outcome: OutcomeOffered) -> str:
    if outcome.fits is None:
        return f"Assess “{outcome.title}” before you choose it"
    return f"“{outcome.title}” was assessed as not fitting. Choose another, or change its assessment"


def counted_twice(measures: Iterable[MeasureOffered]) -> tuple[tuple[MeasureOffered, MeasureOffered], ...]:
    """Pairs (part, whole) of which both were chosen: the same people or pounds, never added together in pounds."""
    chosen = {measure.key: measure for measure in measures}
    return tuple(
        (measure, chosen[measure.contained_in])
        for measure in chosen.values()
        if measure.contained_in in chosen
    )


def gaps(
    progress: Progress,
    requirements: Iterable[Requirement],
    measures: Iterable[MeasureOffered],
    groups: Mapping[str, tuple[str, ...]],
    *,
    lists_measures: bool = True,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> tuple[Gap, ...]:
    """What is missing before the assessment is complete; ``groups`` are the policy's named groups of measures.

    What an approved exception covers exactly is not missing.

    ``lists_measures`` is False for a policy that has none: then an outcome is enough, asked for by a question.
    """
    asked = tuple(requirements)
    chosen = tuple(measures)
    numbers = _numbers(progress, asked, chosen, groups, exceptions)
    nothing = () if exceptions.opts_out else _nothing(progress, asked, chosen, lists_measures)
    return (
        *_considerations(progress, asked),
        *_assessment(progress, asked),
        *(numbers or nothing),
    )


def _considerations(progress: Progress, requirements: tuple[Requirement, ...]) -> tuple[Gap, ...]:
    required = of_kind(requirements, EffectKind.CONSIDERATIONS)
    if required is None or not required.effect.is_duty or progress.considerations_recorded:
        return ()
    return (Gap(f"{required.sentence} ({required.citation})", "considerations"),)


def _assessment(progress: Progress, requirements: tuple[Requirement, ...]) -> tuple[Gap, ...]:
    required = of_kind(requirements, EffectKind.OPPORTUNITY_ASSESSMENT)
    if required is None:
        return ()
    found = []
    left = progress.outcomes_in_all - progress.outcomes_assessed
    if left > 0:
        what = "1 more outcome" if left == 1 else f"{left} more outcomes"
        found.append(Gap(f"Assess {what} ({required.citation}).", "outcomes"))
    if required.effect.local_openings and not progress.openings_described:
        found.append(
            Gap(f"Say what openings there are for local businesses ({required.citation}).", "openings")
        )
    return tuple(found)


def _numbers(
    progress: Progress,
    requirements: tuple[Requirement, ...],
    measures: tuple[MeasureOffered, ...],
    groups: Mapping[str, tuple[str, ...]],
    exceptions: Exceptions,
) -> tuple[Gap, ...]:
    found = []
    for requirement in requirements:
        if requirement.kind is EffectKind.OUTCOMES:
            found.append(_outside(requirement, progress.outcomes_chosen, exceptions))
        elif requirement.kind is EffectKind.MEASURES:
            group = requirement.effect.group
            counts = [m for m in measures if group is None or m.slug in groups.get(group, ())]
            found.append(_outside(requirement, len(counts), exceptions))
        elif requirement.kind is EffectKind.QUANTIFIABLE_COMMITMENTS:
            counted = sum(measure.is_counted for measure in measures)
            left_out = exceptions.opts_out and not measures
            if counted < requirement.effect.at_least and not left_out:
                found.append(
                    Gap(f"{requirement.to_do} You chose {counted} ({requirement.citation}).", "choice")
                )
    return tuple(gap for gap in found if gap)


def _nothing(
    progress: Progress,
    requirements: tuple[Requirement, ...],
    measures: tuple[MeasureOffered, ...],
    lists_measures: bool,
) -> tuple[Gap, ...]:
    """Nothing is chosen although social value is required."""
    obligation = of_kind(requirements, EffectKind.OBLIGATION)
    if obligation is None or obligation.effect.level is not Level.REQUIRED:
        return ()
    if measures or (progress.outcomes_chosen and not lists_measures):
        return ()
    what = "outcome and measure" if lists_measures else "outcome"
    return (Gap(f"Choose at least one {what} ({obligation.citation}).", "choice"),)


def _outside(requirement: Requirement, number: int, exceptions: Exceptions) -> Gap | None:
    low, high = requirement.effect.at_least, requirement.effect.at_most
    if low <= number and (high is None or number <= high):
        return None
    if exceptions.allow(requirement.slot, number):
        return None
    return Gap(f"{requirement.to_do} You chose {number} ({requirement.citation}).", "choice")
