"""Forms about a procurement before its tender, and about exceptions from the policy."""

from procurement.opportunities.forms.exceptions import (
    ExceptionDecisionForm,
    ExceptionFileForm,
    ExceptionForm,
    WithdrawForm,
)
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
    "NewProcurementForm",
    "OpeningsForm",
    "OutcomeForm",
    "PlainForm",
    "ReopenForm",
    "WithdrawForm",
]
