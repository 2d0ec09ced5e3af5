"""What is done before and while a tender is written: considerations, assessment, quotations, legal duties."""

from typing import ClassVar, Literal

from pydantic import Field

from councils.policies.domain.effects.base import BaseEffect, union
from councils.policies.domain.shape import Count, Key, Line, Named, Names, Part, Text, number_words
from councils.policies.domain.words import EffectKind, Stage, listed


class Question(Part):
    """One thing to consider before the procurement starts."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    text: Line
    """The question, as people are asked it."""


def _by_text(question: Question) -> str:
    return question.text


class Considerations(BaseEffect):
    """What the authority considers before it starts: a statutory duty, or offered where the law does not ask it."""

    of_kind: ClassVar = EffectKind.CONSIDERATIONS
    effect: Literal["considerations"] = "considerations"
    force: Literal["duty", "voluntary"]
    """A duty of the law, or voluntary."""
    asked_by: Line
    """What asks it, such as the 2012 Act."""
    questions: tuple[Question, ...] = Field(min_length=1)
    """What is considered."""

    @property
    def is_duty(self) -> bool:
        """Whether the law asks it."""
        return self.force == "duty"

    def sentence(self, names: Names) -> str:
        many = "consideration" if len(self.questions) == 1 else "considerations"
        what = f"the {number_words(len(self.questions))} {many} of {self.asked_by}"
        if self.is_duty:
            return f"Write down {what} before the procurement starts: a statutory duty."
        return f"You may write down {what}: voluntary here, the law does not ask it."

    def to_do(self, names: Names) -> str:
        return "Write down what you considered, and when."

    def together(self, other: "Considerations") -> "Considerations":
        if self.force != other.force:
            return self if self.is_duty else other
        if self.questions == other.questions and self.asked_by <= other.asked_by:
            return self
        asked = {
            question.key: question for question in sorted((*self.questions, *other.questions), key=_by_text)
        }
        first = min(self.asked_by, other.asked_by)
        return Considerations(
            force=self.force, asked_by=first, questions=tuple(asked[key] for key in sorted(asked))
        )


class OpportunityAssessment(BaseEffect):
    """An assessment before procurement: which elements of social value pass its tests, and local openings."""

    of_kind: ClassVar = EffectKind.OPPORTUNITY_ASSESSMENT
    effect: Literal["opportunity_assessment"] = "opportunity_assessment"
    tests: tuple[Line, ...] = Field(min_length=1)
    """What an element must be, such as relevant or achievable."""
    local_openings: bool = False
    """Whether it also looks for openings for local businesses."""

    def sentence(self, names: Names) -> str:
        local = (
            " It also looks for openings for local businesses and organisations."
            if self.local_openings
            else ""
        )
        return f"An opportunity assessment finds what is {listed(self.tests)} over the life of the contract.{local}"

    def to_do(self, names: Names) -> str:
        return "Do the opportunity assessment before you build the tender."

    def together(self, other: "OpportunityAssessment") -> "OpportunityAssessment":
        for wider, narrower in ((self, other), (other, self)):
            if set(narrower.tests) <= set(wider.tests) and wider.local_openings >= narrower.local_openings:
                return wider
        return OpportunityAssessment(
            tests=union(self.tests, other.tests), local_openings=self.local_openings or other.local_openings
        )


class LocalQuotation(BaseEffect):
    """How many of the written quotations come from local suppliers."""

    of_kind: ClassVar = EffectKind.LOCAL_QUOTATION
    effect: Literal["local_quotation"] = "local_quotation"
    at_least: Count = 1
    """The least number of quotations from local suppliers."""
    where_possible: bool = False
    """True where the policy says “where possible”."""

    def sentence(self, names: Names) -> str:
        many = "quotation is" if self.at_least == 1 else "quotations are"
        possible = ", where possible" if self.where_possible else ""
        return f"At least {number_words(self.at_least)} written {many} from a local supplier{possible}."

    def to_do(self, names: Names) -> str:
        return "Invite a local supplier to quote, or say why that was not possible."

    def together(self, other: "LocalQuotation") -> "LocalQuotation":
        return LocalQuotation(
            at_least=max(self.at_least, other.at_least),
            where_possible=self.where_possible and other.where_possible,
        )


class Engagement(BaseEffect):
    """Who is asked before the tender is written, and about what."""

    of_kind: ClassVar = EffectKind.ENGAGEMENT
    effect: Literal["engagement"] = "engagement"
    key: Key
    """A short name of your own: small letters, digits and dashes."""
    text: Text
    """Who is asked, and about what, in your own words."""

    @property
    def slot(self) -> str:
        return f"engagement:{self.key}"

    def sentence(self, names: Names) -> str:
        return self.text


class Proportionality(BaseEffect):
    """What is asked fits what is bought."""

    of_kind: ClassVar = EffectKind.PROPORTIONALITY
    effect: Literal["proportionality"] = "proportionality"
    tests: tuple[Line, ...] = Field(min_length=1)
    """What the asks must be to what is bought, such as relevant or proportionate."""

    def sentence(self, names: Names) -> str:
        return f"What is asked for must be {listed(self.tests)} to what is bought."

    def together(self, other: "Proportionality") -> "Proportionality":
        for wider, narrower in ((self, other), (other, self)):
            if set(narrower.tests) <= set(wider.tests):
                return wider
        return Proportionality(tests=union(self.tests, other.tests))


class CostLimit(BaseEffect):
    """A limit on what social value may cost a supplier."""

    of_kind: ClassVar = EffectKind.COST_LIMIT
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["cost_limit"] = "cost_limit"
    text: Text
    """The limit, in your own words."""

    def sentence(self, names: Names) -> str:
        return self.text


class Stages(BaseEffect):
    """The stages that the policy's own process has, in order."""

    of_kind: ClassVar = EffectKind.STAGES
    effect: Literal["stages"] = "stages"
    stages: tuple[Named, ...] = Field(min_length=1)
    """The stages, in order."""

    def sentence(self, names: Names) -> str:
        return f"The process has {number_words(len(self.stages))} stages: {listed([s.name for s in self.stages])}."


class LegalDuty(BaseEffect):
    """A duty of the law that stands beside the policy, met at the stage that it names."""

    of_kind: ClassVar = EffectKind.LEGAL_DUTY
    effect: Literal["legal_duty"] = "legal_duty"
    key: Key
    """A short name of your own: small letters, digits and dashes."""
    text: Text
    """The duty, in your own words."""
    met_at: Stage
    """The stage at which it is met."""
    do: Line | None = None
    """What a person does to meet it."""

    @property
    def stage(self) -> Stage:
        return self.met_at

    @property
    def slot(self) -> str:
        return f"legal_duty:{self.key}"

    def sentence(self, names: Names) -> str:
        return self.text

    def to_do(self, names: Names) -> str:
        return self.do or ""
