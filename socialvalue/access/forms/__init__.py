"""The base form, fields and widgets that every app's forms are made of."""

from socialvalue.access.forms.fields import (
    EvidenceFileField,
    GovDateField,
    MoneyField,
    NumberField,
    PercentField,
    QuantityField,
    ReasonField,
    WholeNumberField,
    YesNoField,
)
from socialvalue.access.forms.plain import PlainForm
from socialvalue.access.forms.widgets import Checkboxes, DateBoxes, Radios, TextInput

__all__ = [
    "Checkboxes",
    "DateBoxes",
    "EvidenceFileField",
    "GovDateField",
    "MoneyField",
    "NumberField",
    "PercentField",
    "PlainForm",
    "QuantityField",
    "Radios",
    "ReasonField",
    "TextInput",
    "WholeNumberField",
    "YesNoField",
]
