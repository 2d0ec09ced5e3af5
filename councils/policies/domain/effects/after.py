"""What follows the award: the contract's terms, monitoring, returns, figures and reports."""

from typing import ClassVar, Literal

from pydantic import Field

from councils.policies.domain.effects.base import BaseEffect, union
from councils.policies.domain.shape import Count, Key, Line, Names, Text, number_words
from councils.policies.domain.words import EffectKind, Every, Stage, listed, rank


class Incorporation(BaseEffect):
    """The winning bid's commitments become terms of the contract."""

    of_kind: ClassVar = EffectKind.INCORPORATION
    at_stage: ClassVar = Stage.CONTRACT
    effect: Literal["incorporation"] = "incorporation"

    def sentence(self, names: Names) -> str:
        return "The winning bidder's commitments become part of the contract."

    def to_do(self, names: Names) -> str:
        return "Sign the contract with every commitment of the winning bid in it."


class Publication(BaseEffect):
    """What is published, with what, and what may be held back; with the contract unless it says another stage."""

    of_kind: ClassVar = EffectKind.PUBLICATION
    effect: Literal["publication"] = "publication"
    key: Key
    """A short name of your own: small letters, digits and dashes."""
    what: Line
    """What is published, as the start of a sentence."""
    when: Line
    """When it is published, as the rest of that sentence."""
    held_back: Line | None = None
    """What may be held back, such as commercial sensitivity."""
    met_at: Stage = Stage.CONTRACT
    """The stage at which it is published, if it is not the contract."""

    @property
    def stage(self) -> Stage:
        return self.met_at

    @property
    def slot(self) -> str:
        return f"publication:{self.key}"

    def sentence(self, names: Names) -> str:
        limit = f", subject to {self.held_back}" if self.held_back else ""
        return f"{self.what} {self.when}{limit}."


class Kpis(BaseEffect):
    """How many key performance indicators are set, and how many of them are published."""

    of_kind: ClassVar = EffectKind.KPIS
    at_stage: ClassVar = Stage.CONTRACT
    effect: Literal["kpis"] = "kpis"
    at_least: Count
    """The least number that is set."""
    published: Count = 0
    """How many of them are published."""
    unless_inappropriate: bool = False
    """Whether they may be left out where they could not measure the contract."""

    def sentence(self, names: Names) -> str:
        public = (
            f", and the {number_words(self.published)} most material are published" if self.published else ""
        )
        unless = (
            ", unless they could not measure the contract appropriately" if self.unless_inappropriate else ""
        )
        return f"At least {number_words(self.at_least)} key performance indicators are set{public}{unless}."

    def to_do(self, names: Names) -> str:
        return f"Set at least {number_words(self.at_least)} key performance indicators before you sign."

    def together(self, other: "Kpis") -> "Kpis":
        return Kpis(
            at_least=max(self.at_least, other.at_least),
            published=max(self.published, other.published),
            unless_inappropriate=self.unless_inappropriate and other.unless_inappropriate,
        )


class Monitoring(BaseEffect):
    """How commitments are watched over the life of the contract."""

    of_kind: ClassVar = EffectKind.MONITORING
    at_stage: ClassVar = Stage.RETURNS
    effect: Literal["monitoring"] = "monitoring"
    text: Text
    """How commitments are watched, in your own words."""

    def sentence(self, names: Names) -> str:
        return self.text


class Enforcement(BaseEffect):
    """What is done where commitments are not met."""

    of_kind: ClassVar = EffectKind.ENFORCEMENT
    at_stage: ClassVar = Stage.RETURNS
    effect: Literal["enforcement"] = "enforcement"
    text: Text
    """What is done where commitments are not met, in your own words."""

    def sentence(self, names: Names) -> str:
        return self.text


class SupplierReturns(BaseEffect):
    """How often a supplier reports progress, and whether with evidence."""

    of_kind: ClassVar = EffectKind.SUPPLIER_RETURNS
    at_stage: ClassVar = Stage.RETURNS
    effect: Literal["supplier_returns"] = "supplier_returns"
    every: Every
    """How often the supplier reports."""
    evidence: bool = False
    """Whether evidence comes with it."""

    def sentence(self, names: Names) -> str:
        proof = ", with evidence of the progress made" if self.evidence else ""
        return f"The supplier sends a return {self.every.words}{proof}."

    def to_do(self, names: Names) -> str:
        return f"Check the supplier's return {self.every.words}."

    def together(self, other: "SupplierReturns") -> "SupplierReturns":
        often = min(self.every, other.every, key=rank)
        return SupplierReturns(every=often, evidence=self.evidence or other.evidence)


class ValuationMethod(BaseEffect):
    """By which method social value is measured or valued, and what for."""

    of_kind: ClassVar = EffectKind.VALUATION_METHOD
    at_stage: ClassVar = Stage.REPORT
    effect: Literal["valuation_method"] = "valuation_method"
    method: Line
    """The name of the method."""
    purpose: Literal["reporting", "monitoring"]
    """What it is used for: reporting or monitoring."""

    @property
    def slot(self) -> str:
        return f"valuation_method:{self.purpose}"

    def sentence(self, names: Names) -> str:
        verb = "measured for reports" if self.purpose == "reporting" else "monitored"
        return f"Social value is {verb} by this method: {self.method}."


class Report(BaseEffect):
    """A report of the file to which the procurement contributes."""

    of_kind: ClassVar = EffectKind.REPORT
    at_stage: ClassVar = Stage.REPORT
    effect: Literal["report"] = "report"
    report: Key
    """The key of one of your reports."""

    @property
    def slot(self) -> str:
        return f"report:{self.report}"

    def sentence(self, names: Names) -> str:
        return f"It counts in {names.of('report', self.report)}."


class Documents(BaseEffect):
    """The documents that bidders are asked for."""

    of_kind: ClassVar = EffectKind.DOCUMENTS
    at_stage: ClassVar = Stage.TENDER
    effect: Literal["documents"] = "documents"
    documents: tuple[Key, ...] = Field(min_length=1)
    """Keys of your asked_documents."""

    def sentence(self, names: Names) -> str:
        return (
            f"Bidders are asked for: {listed([names.of('asked_document', key) for key in self.documents])}."
        )

    def to_do(self, names: Names) -> str:
        return "Ask for it in the tender."

    def together(self, other: "Documents") -> "Documents":
        return self if self == other else Documents(documents=union(self.documents, other.documents))


class Declarations(BaseEffect):
    """The declarations that every supplier makes."""

    of_kind: ClassVar = EffectKind.DECLARATIONS
    at_stage: ClassVar = Stage.BID
    effect: Literal["declarations"] = "declarations"
    declarations: tuple[Key, ...] = Field(min_length=1)
    """Keys of your declarations."""

    def sentence(self, names: Names) -> str:
        return f"Suppliers declare that they: {'; '.join(names.of('declaration', key) for key in self.declarations)}."

    def together(self, other: "Declarations") -> "Declarations":
        return (
            self if self == other else Declarations(declarations=union(self.declarations, other.declarations))
        )
