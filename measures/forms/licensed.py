"""Forms about a council's own licensed values: a file of them, loading its rows, withdrawing a table."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from measures.domain.licensed import MOST_EDITION, MOST_LICENCE
from socialvalue.access.forms import (
    EvidenceFileField,
    GovDateField,
    PlainForm,
    Radios,
    ReasonField,
    TextInput,
    YesNoField,
)
from socialvalue.files.domain.rows import MOST_BYTES

PRICE_YEAR = RegexValidator(
    r"^[0-9]{4}(/[0-9]{2})?$", "Enter a year like 2022, or a financial year like 2022/23"
)
UNLESS = "Leave this empty if the file has a column for it"
HINTS = {
    "council": "Suppliers see what they promised and delivered, and no pounds by these values",
    "suppliers": "A supplier sees the values and the pounds of its own contracts",
    "everybody": "The values may be published",
}


class LicensedUploadForm(PlainForm):
    """A file of unit values of one method, and what the council's licence allows."""

    submit_label = "Check the file"
    method_name = forms.CharField(label="Name of the method", max_length=60)
    net = YesNoField(
        label="Are the values already net?",
        help_text="Net values have the share taken off that would have happened anyway. They are not adjusted again",
    )
    price_year = forms.CharField(
        label="Year of prices",
        required=False,
        validators=[PRICE_YEAR],
        widget=TextInput(width=10),
        help_text="For example, 2022 or 2022/23. Leave this empty if the source does not say",
    )
    shown_to = forms.ChoiceField(
        label="Who may see the values?",
        help_text="As your licence says",
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose who may see the values"},
    )
    licence = forms.CharField(
        label="Licence",
        required=False,
        max_length=MOST_LICENCE,
        help_text=f"Its number or terms, as your council agreed to them. {UNLESS}",
    )
    edition = forms.CharField(
        label="Edition", required=False, max_length=MOST_EDITION, widget=TextInput(width=20), help_text=UNLESS
    )
    begins = GovDateField(label="Valid from", required=False, help_text=f"For example, 1 4 2026. {UNLESS}")
    file = EvidenceFileField(
        label="File",
        accept=(".csv", ".xlsx"),
        most_bytes=MOST_BYTES,
        help_text="A CSV or XLSX file whose first line names the columns. At least a reference and a value are needed",
    )

    def __init__(
        self, *args: Any, shown_to: list[tuple[str, str]], methods: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_to"].choices = shown_to
        known = f". To add an edition, write it as before: {', '.join(methods)}" if methods else ""
        self.fields["method_name"].help_text = f"For example, National TOMs or Social Value Engine{known}"


class LicensedLoadForm(PlainForm):
    """That the rows in order are loaded, and whether those with a reference that no measure has are loaded too."""

    versioned = True
    with_unknown = forms.BooleanField(required=False)

    def __init__(self, *args: Any, good: int, unknown: int, **kwargs: Any) -> None:
        rows = "row" if good == 1 else "rows"
        super().__init__(*args, submit_label=f"Load the {good:,} good {rows}", **kwargs)
        if unknown:
            whose = "1 row whose reference" if unknown == 1 else f"{unknown:,} rows whose references"
            has = "has" if unknown == 1 else "have"
            self.fields["with_unknown"].label = f"Also load the {whose} no measure of your council {has}"
            self.fields["with_unknown"].help_text = "They value nothing until a measure has such a reference"
        else:
            del self.fields["with_unknown"]


class LicensedWithdrawForm(PlainForm):
    """Why a table is taken out of use."""

    versioned = True
    reason = ReasonField(
        label="Why?", help_text="For example: the licence has ended, or the file held an error"
    )
