"""Who is responsible, who approves, and how a rule may be departed from."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.shape import Key, Line, Names, Text
from councils.policies.domain.words import EffectKind, Stage, listed

TASKS = {
    "implementation": "for putting social value into the procurement and delivering it",
    "delivery": "for seeing that the commitments are delivered after award",
    "policy": "for the policy",
}


class Responsible(BaseEffect):
    """Who answers for social value: a body of the council, or a role."""

    of_kind: ClassVar = EffectKind.RESPONSIBLE
    effect: Literal["responsible"] = "responsible"
    task: Literal["implementation", "delivery", "policy"]
    """What they answer for: implementation, delivery or the policy."""
    body: Key | None = None
    """The key of one of your bodies; or give a role."""
    role: Line | None = None
    """A role or job title, never a person's name; or give a body."""

    @model_validator(mode="after")
    def _one_of_both(self) -> "Responsible":
        if (self.body is None) == (self.role is None):
            raise ValueError("says a body or a role: one of them, not both")
        return self

    @property
    def slot(self) -> str:
        return f"responsible:{self.task}"

    @property
    def stage(self) -> Stage:
        return Stage.CONTRACT if self.task == "delivery" else Stage.OPPORTUNITY

    def sentence(self, names: Names) -> str:
        who = names.of("body", self.body) if self.body else str(self.role)
        return f"Responsible {TASKS[self.task]}: {who}."


class Approver(BaseEffect):
    """Which body approves something."""

    of_kind: ClassVar = EffectKind.APPROVER
    effect: Literal["approver"] = "approver"
    of: Literal["award", "tender", "exception"]
    """What is approved: an award, a tender or an exception."""
    body: Key
    """The key of one of your bodies."""

    @property
    def slot(self) -> str:
        return f"approver:{self.of}"

    @property
    def stage(self) -> Stage:
        return Stage.CONTRACT if self.of == "award" else Stage.TENDER

    def sentence(self, names: Names) -> str:
        what = {"award": "The award", "tender": "The tender", "exception": "An exception"}[self.of]
        return f"{what} is approved by {names.of('body', self.body)}."


class Exception_(BaseEffect):
    """How a rule may be departed from: with what evidence, and whose approval."""

    of_kind: ClassVar = EffectKind.EXCEPTION
    effect: Literal["exception"] = "exception"
    departs_from: tuple[EffectKind, ...] = Field(min_length=1)
    """The effects that may be departed from."""
    evidence: Text
    """What has to be shown, as the end of a sentence."""
    approver: Key | None = None
    """The key of the body that approves; leave it out where the policy names nobody."""

    @property
    def slot(self) -> str:
        return f"exception:{','.join(sorted(self.departs_from))}"

    @property
    def stage(self) -> Stage:
        return Stage.TENDER

    def sentence(self, names: Names) -> str:
        what = listed([kind.words for kind in self.departs_from], "or")
        who = (
            names.of("body", self.approver)
            if self.approver
            else "whoever the council names, as the policy names nobody"
        )
        return f"A departure from the rule on {what} needs approval by {who}, and this evidence: {self.evidence.rstrip('.')}."


class Exemption(BaseEffect):
    """Some procurements are outside certain rules; the rules it sets aside are named by the rule that carries it."""

    of_kind: ClassVar = EffectKind.EXEMPTION
    effect: Literal["exemption"] = "exemption"
    exempt_from: tuple[EffectKind, ...] = Field(min_length=1)
    """The effects that do not apply."""
    case_by_case: bool = False
    """True where each case is judged, rather than exempt."""

    @property
    def slot(self) -> str:
        return f"exemption:{','.join(sorted(self.exempt_from))}"

    def sentence(self, names: Names) -> str:
        what = listed([kind.words for kind in self.exempt_from], "and")
        if self.case_by_case:
            return f"This kind of procurement is judged case by case: no rule is set here on {what}."
        return f"This kind of procurement is exempt from the rule on {what}."

    def to_do(self, names: Names) -> str:
        return "Decide for this case, and write down why." if self.case_by_case else ""
