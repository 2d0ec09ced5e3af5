"""The shape of the national file: the law above every council, the UK thresholds by date, and the rates of VAT."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.framework import Clause, Document, PolicyPart, cited_clauses
from councils.policies.domain.light_touch import LightTouch
from councils.policies.domain.repeats import RepeatedPurchases
from councils.policies.domain.rules import PolicyIdentity, Rule, RuleSet, ValueBasis
from councils.policies.domain.shape import Key, Line, Names, Part, Text, WrongAt
from councils.policies.domain.thresholds import ThresholdPeriod, Thresholds


class VatRate(Part):
    """A rate of VAT as a share of the price; none where the supply is exempt."""

    key: Key
    name: Line
    rate: Annotated[Decimal, Field(ge=0, le=1)] | None
    begins: date | None = None
    source: Text


class NationalFile(Part):
    """The rules that stand above every council's policy."""

    format: Literal[1]
    policy: PolicyPart
    value_basis: ValueBasis
    documents: tuple[Document, ...] = Field(min_length=1)
    clauses: tuple[Clause, ...] = Field(min_length=1)
    vat_rates: tuple[VatRate, ...] = Field(min_length=1)
    threshold_notes: tuple[Text, ...] = ()
    thresholds: tuple[ThresholdPeriod, ...] = Field(min_length=1)
    light_touch: LightTouch | None = None
    repeated_purchases: RepeatedPurchases | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)

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
