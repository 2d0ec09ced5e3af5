"""Forms about a procurement before its tender, measures written for it, and about exceptions from the policy."""

from procurement.opportunities.forms.bespoke import MeasureDecisionForm, WrittenMeasureForm
from procurement.opportunities.forms.exceptions import (
    ExceptionDecisionForm,
    ExceptionFileForm,
    ExceptionForm,
    VersionForm,
)
from procurement.opportunities.forms.library import ProposalDecisionForm, ProposalForm
from procurement.opportunities.forms.procurement import (
    AREA,
    CONSIDERED,
    DETAILS,
    TESTS,
    ChangeDetailsForm,
    ChoiceForm,
    CompleteForm,
    ConsiderationsForm,
    CorrectionForm,
    NewProcurementForm,
    OpeningsForm,
    OutcomeForm,
    PlainForm,
    ReopenForm,
)

__all__ = [
    "AREA",
    "CONSIDERED",
    "DETAILS",
    "TESTS",
    "ChangeDetailsForm",
    "ChoiceForm",
    "CompleteForm",
    "ConsiderationsForm",
    "CorrectionForm",
    "ExceptionDecisionForm",
    "ExceptionFileForm",
    "ExceptionForm",
    "MeasureDecisionForm",
    "NewProcurementForm",
    "OpeningsForm",
    "OutcomeForm",
    "PlainForm",
    "ProposalDecisionForm",
    "ProposalForm",
    "ReopenForm",
    "VersionForm",
    "WrittenMeasureForm",
]
