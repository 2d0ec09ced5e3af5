"""Exceptions from the policy: from what one may be asked for, who approves it, what it covers, and when it lapses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from councils.policies.domain.effects.asking import Measures, Obligation, Outcomes
from councils.policies.domain.effects.people import Approver, Exception_
from councils.policies.domain.effects.weight import BASES, Weighting
from councils.policies.domain.requirements import Requirement, all_of_kind
from councils.policies.domain.shape import percent_words
from councils.policies.domain.words import EffectKind, Force, Level
from socialvalue.access.domain import Refusal

NONE = Decimal(0)
UNTIL = "The tender cannot be published until it is decided or withdrawn."


class Kind(StrEnum):
    """What an exception departs from."""

    OPT_OUT = "opt_out"
    WEIGHTING = "weighting"
    OUTCOMES = "outcomes"

    @property
    def words(self) -> str:
        """The kind as a list prints it."""
        return _WORDS[self]


_WORDS = {
    Kind.OPT_OUT: "Social value left out",
    Kind.WEIGHTING: "Another weight",
    Kind.OUTCOMES: "Other outcomes or measures",
}


@dataclass(frozen=True)
class Ground:
    """A rule from which an exception may be asked for, with what the policy says of exceptions from it.

    ``evidence`` is what the policy asks for, empty where it does not say; ``body`` is the key of whoever approves, None
    where the policy names nobody; ``said_by`` are the clauses that speak of exceptions, empty where none does.
    """

    kind: Kind
    rule: Requirement
    evidence: str
    body: str | None
    said_by: str

    @property
    def key(self) -> str:
        """The rule's own key."""
        return self.rule.slot

    @property
    def words(self) -> str:
        """What one may ask for, as an instruction."""
        if self.kind is Kind.OPT_OUT:
            return "Leave social value out of this procurement"
        if self.kind is Kind.WEIGHTING:
            return "Give social value another weight"
        what = "outcomes" if isinstance(self.rule.effect, Outcomes) else "measures"
        return f"Choose another number of {what} than the policy asks for"


def grounds(requirements: Iterable[Requirement]) -> tuple[Ground, ...]:
    """Every rule of a procurement from which an exception may be asked for, in the order of the requirements."""
    asked = tuple(requirements)
    found = ((_kind_of(rule), rule) for rule in asked)
    return tuple(_ground(kind, rule, asked) for kind, rule in found if kind)


def _kind_of(rule: Requirement) -> Kind | None:
    effect = rule.effect
    if isinstance(effect, Obligation):
        return Kind.OPT_OUT if effect.level is Level.REQUIRED else None
    if isinstance(effect, Weighting):
        return Kind.WEIGHTING if rule.force is Force.MUST else None
    return Kind.OUTCOMES if isinstance(effect, Outcomes | Measures) else None


def _ground(kind: Kind, rule: Requirement, asked: tuple[Requirement, ...]) -> Ground:
    says = [
        (one, one.effect)
        for one in all_of_kind(asked, EffectKind.EXCEPTION)
        if isinstance(one.effect, Exception_) and rule.kind in one.effect.departs_from
    ]
    bodies = [rule.effect.unless_approved_by] if isinstance(rule.effect, Measures) else []
    bodies += [effect.approver for _, effect in says]
    for one in all_of_kind(asked, EffectKind.APPROVER):
        if isinstance(one.effect, Approver) and one.effect.of == "exception":
            bodies.append(one.effect.body)
    return Ground(
        kind,
        rule,
        evidence=" ".join(effect.evidence for _, effect in says),
        body=next(filter(None, bodies), None),
        said_by="; ".join(dict.fromkeys(one.citation for one, _ in says)),
    )


def check_asked(
    ground: Ground, instead: Decimal | None, reason: str, statement: str, *, has_file: bool
) -> None:
    """Raise one Refusal with everything that is missing before an exception may be asked for, each at its field.

    ``instead`` is the weight in percent, or the number of outcomes or measures; None where social value is left out.
    """
    wrong: list[tuple[str | None, str]] = []
    if ground.kind is not Kind.OPT_OUT:
        wrong += [("instead", sentence) for sentence in _wrong_instead(ground, instead)]
    if not reason.strip():
        wrong.append(("reason", "Say why this procurement needs an exception"))
    if not statement.strip() and not has_file:
        wrong.append(("statement", "Give the evidence: write it here, or upload a file"))
    if wrong:
        raise Refusal.of(wrong)


def _wrong_instead(ground: Ground, instead: Decimal | None) -> Iterable[str]:
    effect, is_weight = ground.rule.effect, ground.kind is Kind.WEIGHTING
    if instead is None:
        yield "Enter the weight that you want instead" if is_weight else "Enter how many you want instead"
    elif isinstance(effect, Weighting):
        if effect.allows(instead):
            yield f"The policy allows {percent_words(instead)}, so you need no exception for it"
    elif instead != instead.to_integral_value():
        yield "Enter a whole number, such as 0 or 1"
    elif _number_fits(effect, instead):
        yield f"The policy allows {instead:.0f}, so you need no exception for it"


def _number_fits(effect: object, number: Decimal) -> bool:
    if not isinstance(effect, Outcomes | Measures):
        return False
    return effect.at_least <= number and (effect.at_most is None or number <= effect.at_most)


def asked_words(rule: Requirement, kind: Kind, instead: Decimal | None) -> str:
    """What is asked for: ``Social value counts for 15% of the overall score.``"""
    if kind is Kind.OPT_OUT or instead is None:
        return "Social value is left out of this procurement."
    if isinstance(rule.effect, Weighting):
        return f"Social value counts for {percent_words(instead)} of {BASES[rule.effect.basis]}."
    one = "outcome" if isinstance(rule.effect, Outcomes) else "measure"
    of_group = ", of those that the rule asks for" if getattr(rule.effect, "group", None) else ""
    return f"The procurement chooses {instead:.0f} {one if instead == 1 else f'{one}s'}{of_group}."


def check_decision(*, approves: bool, decision_reference: str, note: str) -> None:
    """Raise Refusal where an approval has no reference, or a refusal no reason."""
    if approves and not decision_reference.strip():
        raise Refusal("Enter the reference of the decision, such as a minute number", "decision_reference")
    if not approves and not note.strip():
        raise Refusal("Say why you refuse it. Whoever asked for it reads this", "note")


def lapses_because(before: Requirement, now: Iterable[Requirement]) -> str:
    """Why an exception from the rule ``before`` no longer holds under what is required ``now``; empty where it does."""
    same = next((one for one in now if one.slot == before.slot), None)
    if same is None:
        return "The rule is no longer required of this procurement."
    if (same.effect, same.force, same.citation) != (before.effect, before.force, before.citation):
        return f"The rule has changed. It now says: {same.sentence}"
    return ""


@dataclass(frozen=True)
class Asked:
    """An exception that is approved, or waits: the rule that it departs from, and what it asks for instead."""

    kind: Kind
    key: str
    instead: Decimal | None
    words: str

    def _covers(self, key: str, number: Decimal) -> bool:
        if self.kind is Kind.OPT_OUT:
            return number == NONE
        return self.key == key and self.instead == number


@dataclass(frozen=True)
class Ended:
    """An exception that no longer holds, with the reason in sentences."""

    asked: Asked
    because: str

    @property
    def sentence(self) -> str:
        """What ended, why, and what to do where a tender still departs by it."""
        return (
            f"An exception no longer holds: “{self.asked.words}” {self.because} "
            "Keep to the rule, or ask for a new exception."
        )


def ended_because(*, was_approved: bool, lapsed_because: str) -> str:
    """Why an exception ended; ``lapsed_because`` is empty where somebody withdrew it."""
    if not lapsed_because:
        return "It was withdrawn."
    how = "approved" if was_approved else "asked for"
    return f"It was {how} under other facts or an earlier version of the rules. {lapsed_because}"


@dataclass(frozen=True)
class Exceptions:
    """The exceptions of one procurement: what the approved ones allow, those that wait for approval, and those that
    ended, newest first."""

    approved: tuple[Asked, ...] = ()
    waiting: tuple[Asked, ...] = ()
    ended: tuple[Ended, ...] = ()

    @property
    def opts_out(self) -> bool:
        """Whether social value may be left out."""
        return any(one.kind is Kind.OPT_OUT for one in self.approved)

    def allow(self, key: str, number: Decimal | int) -> bool:
        """Whether an approved exception covers exactly this weight, or this number, for the rule called ``key``."""
        return any(one._covers(key, Decimal(number)) for one in self.approved)

    def with_approval(self, asked: Asked) -> "Exceptions":
        """The same, as if ``asked`` were approved."""
        return replace(self, approved=(*self.approved, asked))

    def wait_for(self, key: str, number: Decimal | int) -> bool:
        """Whether an exception for exactly this waits for approval."""
        return any(one._covers(key, Decimal(number)) for one in self.waiting)
