"""Measures, the unit values that may be put on them, and how a council chooses among those."""

from measures.models.choices import ValueChoice
from measures.models.licensed import LicensedTable, LicensedValue
from measures.models.measures import SECOND_YEARS, TERMS, UNITS, WAYS, Measure
from measures.models.values import PriceIndex, UnitValue

__all__ = [
    "SECOND_YEARS",
    "TERMS",
    "UNITS",
    "WAYS",
    "LicensedTable",
    "LicensedValue",
    "Measure",
    "PriceIndex",
    "UnitValue",
    "ValueChoice",
]
