"""The procurement with what was done before its tender, measures written for it, and exceptions from the policy."""

from procurement.opportunities.models.bespoke import BespokeMeasure, Worded
from procurement.opportunities.models.exceptions import ExceptionEvidence, PolicyException
from procurement.opportunities.models.library import LibraryProposal
from procurement.opportunities.models.procurement import (
    AssessedOutcome,
    Assessment,
    ChosenMeasure,
    ChosenOutcome,
    Consideration,
    Correction,
    Lot,
    OfProcurement,
    Procurement,
    Requirement,
)

__all__ = [
    "AssessedOutcome",
    "Assessment",
    "BespokeMeasure",
    "ChosenMeasure",
    "ChosenOutcome",
    "Consideration",
    "Correction",
    "ExceptionEvidence",
    "LibraryProposal",
    "Lot",
    "OfProcurement",
    "PolicyException",
    "Procurement",
    "Requirement",
    "Worded",
]
