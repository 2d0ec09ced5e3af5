"""The shape of the national file: the law above every council, the UK thresholds by date, and the rates of VAT."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.framework import PolicyPart
from councils.policies.domain.light_touch import LightTouch
from councils.policies.domain.repeats import RepeatedPurchases
from councils.policies.domain.rules import PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import Key, Line, Names, Part, Text, WrongAt
from councils.policies.domain.sources import Clause, Document, cited_clauses
from councils.policies.domain.thresholds import ThresholdPeriod, Thresholds


class VatRate(Part):
    """A rate of VAT as a share of the price; none where the supply is exempt."""

    key: Key
    """A short name of your own: small letters, digits and dashes."""
    name: Line
    """Its name."""
    rate: Annotated[Decimal, Field(ge=0, le=1)] | None
    """The rate as a share, such as 0.20; nothing where the supply is exempt."""
    begins: date | None = None
    """The day from which it holds."""
    source: Text
    """Where the rate was found."""


class NationalFile(Part):
    """The rules that stand above every council's policy."""

    format: Literal[1]
    """Always 1."""
    policy: PolicyPart
    """Which law it is, and which version of this file."""
    value_basis: ValueBasis
    """Whether the amounts of its rules count VAT, and how that is known."""
    documents: tuple[Document, ...] = Field(min_length=1)
    """What clauses are cited from."""
    clauses: tuple[Clause, ...] = Field(min_length=1)
    """Each place of a document that is used."""
    vat_rates: tuple[VatRate, ...] = Field(min_length=1)
    """The rates of VAT."""
    threshold_notes: tuple[Text, ...] = ()
    """What a reader of the thresholds should know."""
    thresholds: tuple[ThresholdPeriod, ...] = Field(min_length=1)
    """The UK thresholds by date, one period after another without a gap."""
    light_touch: LightTouch | None = None
    """Which services may be bought under the lighter rules."""
    repeated_purchases: RepeatedPurchases | None = None
    """What counts as the same need bought again just below a line."""
    rules: tuple[Rule, ...] = Field(min_length=1)
    """What the law requires, one thing for each rule."""

    @model_validator(mode="after")
    def _periods_follow_one_another(self) -> "NationalFile":
        for before, after in pairwise(self.thresholds):
            if after.begins != before.ends + timedelta(days=1):
                raise WrongAt(
                    "thresholds",
                    f"the thresholds that begin on {after.begins} do not follow those that end on {before.ends}",
                )
        return self

    def rule_set(self) -> RuleSet:
        """The rules with all that they cite."""
        return RuleSet(
            identity=PolicyIdentity("", self.policy.title, self.policy.version, self.policy.begins),
            rules=self.rules,
            clauses=cited_clauses(self.clauses, self.documents),
            names=Names(),
            value_basis=self.value_basis,
        )

    def threshold_table(self) -> Thresholds:
        """The dated table by which ``threshold`` conditions are resolved."""
        return Thresholds(self.thresholds)
