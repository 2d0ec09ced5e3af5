"""The tasks of building a tender, as its page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from procurement.tenders.domain import deadlines
from procurement.tenders.domain.readiness import Draft, Step
from procurement.tenders.domain.scoring import marks_words
from procurement.tenders.domain.weights import Kind
from procurement.tenders.models import Tender
from procurement.tenders.queries.needs import Wanted, step_url

DONE, TO_DO, OPTIONAL, NOT_YET = "done", "to do", "optional", "not yet"
FOR_APPROVAL = "waits for approval"


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    title: str
    url: str
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """A few tasks under one heading."""

    title: str
    tasks: tuple[Task, ...]


TITLES = {
    Step.CONSIDERATIONS: "Considerations before the procurement",
    Step.ASSESSMENT: "Opportunity assessment",
    Step.EXCEPTIONS: "Exceptions from the policy",
    Step.INSTRUCTIONS: "Instructions to bidders",
    Step.DATES: "Contract dates",
    Step.DEADLINE: "Deadline for bids",
    Step.WEIGHTS: "Weights of price, quality and social value",
    Step.QUALITY: "Quality questions",
    Step.SOCIAL_VALUE: "Social value questions",
    Step.MEASURES: "Measures asked",
    Step.EVALUATORS: "Evaluators",
}
BEFORE = (Step.CONSIDERATIONS, Step.ASSESSMENT, Step.EXCEPTIONS)
GROUPS = (
    ("The contract", (Step.INSTRUCTIONS, Step.DATES, Step.DEADLINE)),
    ("How bids are scored", (Step.WEIGHTS, Step.QUALITY, Step.SOCIAL_VALUE, Step.MEASURES)),
    ("Who scores them", (Step.EVALUATORS,)),
)


def sections(of: Tender, built: Draft, wanted: Iterable[Wanted]) -> tuple[Section, ...]:
    """The tasks of a draft in groups, each with what is there or what is missing; those of earlier stages only where
    something is left to do there."""
    missing: dict[Step, list[str]] = {}
    for one in wanted:
        step = Step.EVALUATORS if one.step is Step.PUBLISHER else one.step
        missing.setdefault(step, []).append(one.sentence)
    hints = _hints(of, built)

    def line(step: Step) -> Task:
        status = TO_DO if step in missing else DONE
        if step is Step.INSTRUCTIONS and not of.instructions:
            status = OPTIONAL
        if step is Step.EXCEPTIONS and built.exceptions.waiting:
            status = FOR_APPROVAL
        hint = " ".join(missing[step]) if step in missing else hints.get(step, "")
        return Task(TITLES[step], step_url(of, step), status, hint)

    before = tuple(line(step) for step in BEFORE if step in missing)
    groups = [Section("Before the tender", before)] if before else []
    groups += [Section(title, tuple(line(step) for step in steps)) for title, steps in GROUPS]
    return (*groups, Section("Publish", _publish(of, ready=not missing)))


def _publish(of: Tender, *, ready: bool) -> tuple[Task, ...]:
    check = reverse("tenders:check", args=[of.uid])
    hint = "" if ready else "You can look at any time: everything on one page, and what is still missing."
    publish = Task("Publish the tender", reverse("tenders:publish", args=[of.uid]), "next")
    blocked = Task("Publish the tender", "", NOT_YET, "You can publish when every task above is done.")
    return (
        Task("Check your answers", check, "next" if ready else NOT_YET, hint),
        publish if ready else blocked,
    )


def _hints(of: Tender, built: Draft) -> dict[Step, str]:
    """What is there so far, in a few words."""
    hints = {}
    if built.term:
        hints[Step.DATES] = str(built.term)
    if built.deadline:
        hints[Step.DEADLINE] = deadlines.said(built.deadline)
    if built.weights:
        given = built.weights
        hints[Step.WEIGHTS] = (
            f"Price {marks_words(given.price)}%, quality {marks_words(given.quality)}%, "
            f"social value {marks_words(given.social_value)}%"
        )
    for kind in Kind:
        hints[Step.of(kind)] = _marks_hint(built, kind)
    number = len(built.measures)
    hints[Step.MEASURES] = f"{number} chosen in the assessment" if number else "None chosen in the assessment"
    if built.takes_proposals and number:
        hints[Step.MEASURES] += ". Bidders may propose their own"
    if built.evaluators:
        hints[Step.EVALUATORS] = ", ".join(one.name for one in built.evaluators)
    return hints


def _marks_hint(built: Draft, kind: Kind) -> str:
    number = sum(question.kind is kind for question in built.questions)
    if not number and not built.weights:
        return ""
    questions = "1 question" if number == 1 else f"{number} questions"
    marks = marks_words(built.marks(kind))
    if not built.weights:
        return f"{questions} with {marks} marks"
    return f"{questions} with {marks} of {marks_words(built.weights.of(kind))} marks"
