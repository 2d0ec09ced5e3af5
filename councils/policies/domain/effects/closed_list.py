"""The closed list: every effect that a rule may have, told apart by its key ``effect``."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from councils.policies.domain.effects.after import (
    Declarations,
    Documents,
    Enforcement,
    Incorporation,
    Kpis,
    Monitoring,
    Publication,
    Report,
    SupplierReturns,
    ValuationMethod,
)
from councils.policies.domain.effects.asking import (
    BespokeMeasures,
    InclusionMeans,
    Measures,
    Obligation,
    Outcomes,
    QuantifiableCommitments,
)
from councils.policies.domain.effects.base import BaseEffect
from councils.policies.domain.effects.before import (
    Considerations,
    CostLimit,
    Engagement,
    LegalDuty,
    LocalQuotation,
    OpportunityAssessment,
    Proportionality,
    Stages,
)
from councils.policies.domain.effects.people import Approver, Exception_, Exemption, Responsible
from councils.policies.domain.effects.weight import MarksSplit, Scoring, Weighting

ALL_EFFECTS: tuple[type[BaseEffect], ...] = (
    Approver,
    BespokeMeasures,
    Considerations,
    CostLimit,
    Declarations,
    Documents,
    Enforcement,
    Engagement,
    Exception_,
    Exemption,
    InclusionMeans,
    Incorporation,
    Kpis,
    LegalDuty,
    LocalQuotation,
    MarksSplit,
    Measures,
    Monitoring,
    Obligation,
    OpportunityAssessment,
    Outcomes,
    Proportionality,
    Publication,
    QuantifiableCommitments,
    Report,
    Responsible,
    Scoring,
    Stages,
    SupplierReturns,
    ValuationMethod,
    Weighting,
)

Effect = Annotated[
    Approver
    | BespokeMeasures
    | Considerations
    | CostLimit
    | Declarations
    | Documents
    | Enforcement
    | Engagement
    | Exception_
    | Exemption
    | InclusionMeans
    | Incorporation
    | Kpis
    | LegalDuty
    | LocalQuotation
    | MarksSplit
    | Measures
    | Monitoring
    | Obligation
    | OpportunityAssessment
    | Outcomes
    | Proportionality
    | Publication
    | QuantifiableCommitments
    | Report
    | Responsible
    | Scoring
    | Stages
    | SupplierReturns
    | ValuationMethod
    | Weighting,
    Field(discriminator="effect"),
]

_READER: TypeAdapter[Any] = TypeAdapter(Effect)


def effect_from_json(text: str) -> BaseEffect:
    """The effect that ``model_dump_json`` kept."""
    return _READER.validate_json(text)
