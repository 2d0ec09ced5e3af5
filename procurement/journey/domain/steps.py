"""Where a procurement stands: its steps in order, what is done, what is next and whose turn it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from councils.policies.domain.requirements import Requirement
from councils.policies.domain.words import EffectKind, Level
from procurement.opportunities.domain.exceptions import UNTIL, Exceptions

NO_EXCEPTIONS = Exceptions()
# What an approved exception that leaves social value out sets aside.
LEFT_OUT = frozenset({EffectKind.OBLIGATION, EffectKind.QUANTIFIABLE_COMMITMENTS})


class State(StrEnum):
    """How far a step is, in the words of the task list."""

    DONE = "done"
    NEXT = "next"
    OPTIONAL = "optional"
    WAITING = "waiting"
    NOT_YET = "not yet"
    FOR_APPROVAL = "waits for approval"


@dataclass(frozen=True)
class Position:
    """What is known of a procurement, gathered from its stages; every flag is of something that has happened."""

    today: date
    considered: bool = False
    considering_is_voluntary: bool = True
    assessed: bool = False
    measures_chosen: int = 0
    exceptions: Exceptions = NO_EXCEPTIONS
    exceptions_in_all: int = 0
    social_value_weight: Decimal | None = None
    tender_started: bool = False
    published: bool = False
    deadline: datetime | None = None
    deadline_passed: bool = False
    opened: bool = False
    answers_scored: int = 0
    answers_to_score: int = 0
    moderated: bool = False
    awarded: bool = False
    manager_named: bool = False
    signed: bool = False
    returns_total: int = 0
    returns_verified: int = 0
    returns_submitted: int = 0
    returns_late: int = 0
    next_return_opens: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of the task list."""

    key: str
    title: str
    state: State
    whose: str
    hint: str


@dataclass(frozen=True)
class _Plan:
    key: str
    title: str
    whose: str
    done: Callable[[Position], bool]
    hint: Callable[[Position], str] = lambda _: ""
    optional: Callable[[Position], bool] = lambda _: False
    there: Callable[[Position], bool] = lambda _: True


def _considerations_hint(p: Position) -> str:
    return (
        "The Public Services (Social Value) Act 2012. Voluntary here."
        if p.considering_is_voluntary
        else "A legal duty here."
    )


def _bids_hint(p: Position) -> str:
    if not p.published or p.deadline is None:
        return ""
    return "The deadline has passed." if p.deadline_passed else "Sealed until the deadline."


def _scoring_hint(p: Position) -> str:
    return (
        f"{p.answers_scored} of {p.answers_to_score} scores given." if p.opened and p.answers_to_score else ""
    )


def _returns_hint(p: Position) -> str:
    if not p.signed:
        return ""
    said = [f"{p.returns_verified} of {p.returns_total} verified."]
    if p.returns_submitted:
        said.append(f"{p.returns_submitted} to verify.")
    if p.returns_late:
        said.append(f"{p.returns_late} late.")
    elif p.next_return_opens:
        said.append(f"The next opens on {p.next_return_opens:%-d %B %Y}.")
    return " ".join(said)


def _returns_whose(p: Position) -> str:
    return "contract manager" if p.returns_submitted else "supplier"


def _exceptions_hint(p: Position) -> str:
    if p.exceptions.waiting:
        return " ".join([*(one.words for one in p.exceptions.waiting), UNTIL])
    approved = len(p.exceptions.approved)
    return f"{approved} approved." if approved else "None is approved."


PLANS: tuple[_Plan, ...] = (
    _Plan("details", "Describe the purchase", "commissioner", lambda p: True),
    _Plan(
        "considerations",
        "Record the considerations",
        "commissioner",
        lambda p: p.considered,
        _considerations_hint,
        lambda p: p.considering_is_voluntary,
    ),
    _Plan("assessment", "Assess the opportunity", "commissioner", lambda p: p.assessed),
    _Plan(
        "exceptions",
        "Exceptions from the policy",
        "approver",
        lambda p: not p.exceptions.waiting,
        _exceptions_hint,
        there=lambda p: p.exceptions_in_all > 0,
    ),
    _Plan("tender", "Build and publish the tender", "procurement lead", lambda p: p.published),
    _Plan("bids", "Receive bids", "suppliers", lambda p: p.deadline_passed or p.opened, _bids_hint),
    _Plan("opening", "Open the bids", "procurement lead", lambda p: p.opened),
    _Plan(
        "scoring",
        "Score the answers",
        "evaluators",
        lambda p: p.moderated or (p.opened and p.answers_scored >= p.answers_to_score > 0),
        _scoring_hint,
    ),
    _Plan("moderation", "Moderate the scores", "procurement lead", lambda p: p.moderated),
    _Plan("award", "Award", "procurement lead", lambda p: p.awarded),
    _Plan("manager", "Name the contract manager", "procurement lead", lambda p: p.manager_named),
    _Plan("contract", "Sign the contract", "procurement lead", lambda p: p.signed),
    _Plan(
        "returns",
        "Quarterly returns",
        "",
        lambda p: p.signed and p.returns_verified == p.returns_total > 0,
        _returns_hint,
    ),
)


def steps(position: Position) -> tuple[Step, ...]:
    """Every step in order: the first that is neither done nor optional is next, later ones are not yet.

    Exceptions stand there where some were asked for, and wait beside what is next.
    """
    made, next_found = [], False
    for plan in (one for one in PLANS if one.there(position)):
        whose = plan.whose or _returns_whose(position)
        if plan.done(position):
            state = State.DONE
        elif plan.optional(position):
            state = State.OPTIONAL
        elif plan.key == "exceptions":
            state = State.FOR_APPROVAL
        elif not next_found:
            next_found = True
            state = State.WAITING if plan.key == "bids" else State.NEXT
        else:
            state = State.NOT_YET
        made.append(Step(plan.key, plan.title, state, whose, plan.hint(position)))
    return tuple(made)


def next_step(position: Position) -> Step | None:
    """The step whose turn it is, or None when everything is done."""
    return next((step for step in steps(position) if step.state in {State.NEXT, State.WAITING}), None)


def met(requirement: Requirement, position: Position) -> bool | None:
    """Whether the procurement meets a requirement by now; None where that cannot be told yet, or is for people to judge."""
    kind = requirement.kind
    excepted = position.exceptions
    if kind is EffectKind.WEIGHTING:
        weight = position.social_value_weight
        if weight is None:
            return False
        return requirement.effect.allows(weight) or excepted.allow(requirement.effect.slot, weight)
    if kind in LEFT_OUT and excepted.opts_out and not position.measures_chosen:
        return True
    if kind is EffectKind.OBLIGATION and requirement.effect.level is not Level.REQUIRED:
        return None
    if kind is EffectKind.MEASURES and not requirement.effect.group:
        most = requirement.effect.at_most
        if excepted.allow(requirement.effect.slot, position.measures_chosen):
            return True
        return requirement.effect.at_least <= position.measures_chosen and (
            most is None or position.measures_chosen <= most
        )
    return _MET[kind](position) if kind in _MET else None


def _returns_kept(position: Position) -> bool | None:
    """Not while one is late or waits to be checked; told only at the end, when all of them are verified."""
    if not position.signed or position.returns_late or position.returns_submitted:
        return False
    return True if position.returns_verified == position.returns_total > 0 else None


_MET: dict[EffectKind, Callable[[Position], bool | None]] = {
    EffectKind.OBLIGATION: lambda p: p.measures_chosen > 0,
    EffectKind.CONSIDERATIONS: lambda p: p.considered,
    EffectKind.OPPORTUNITY_ASSESSMENT: lambda p: p.assessed,
    EffectKind.QUANTIFIABLE_COMMITMENTS: lambda p: p.measures_chosen > 0,
    EffectKind.SCORING: lambda p: p.published,
    EffectKind.INCORPORATION: lambda p: p.signed,
    EffectKind.SUPPLIER_RETURNS: _returns_kept,
}
