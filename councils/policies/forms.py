"""Forms about policies."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict

from councils.policies.domain.words import ContractType, Route, Worded
from councils.policies.domain.yaml_text import MOST_BYTES
from socialvalue.access.forms import (
    Checkboxes,
    EvidenceFileField,
    GovDateField,
    MoneyField,
    PlainForm,
    Radios,
    ReasonField,
    TextInput,
)

EXEMPT = "exempt"
VAT_RATES = (("0.20", "20%"), ("0.05", "5%"), ("0.00", "0%"), (EXEMPT, "Exempt"))
CATEGORY = RegexValidator(
    r"^([0-9]{8}(-[0-9])?|[a-z0-9]+(-[a-z0-9]+)*)$",
    "Enter a CPV code of 8 numbers, like 77310000, or a council's own category, like social-care",
)


def _choices(words: type[Worded]) -> list[tuple[str, str]]:
    return [(one.value, one.words.removeprefix("a ").removeprefix("an ").capitalize()) for one in words]


class CompareForm(PlainForm):
    """A purchase as every council's policy would judge it."""

    form_method = "get"
    submit_label = "Compare"
    value_ex_vat = MoneyField(
        label="Value excluding VAT",
        help_text="Over the whole life of the contract: all years, extensions, options and lots",
    )
    vat_rate = forms.ChoiceField(
        label="VAT rate",
        choices=VAT_RATES,
        widget=Radios(inline=True),
        help_text="The thresholds of the law count VAT",
    )
    contract_type = forms.ChoiceField(
        label="What is bought?",
        choices=_choices(ContractType),
        widget=Radios(),
        error_messages={"required": "Choose what is bought"},
    )
    route = forms.ChoiceField(
        label="How is it bought?",
        choices=_choices(Route),
        widget=Radios(),
        error_messages={"required": "Choose how it is bought"},
    )
    category = forms.CharField(
        label="Category",
        required=False,
        max_length=60,
        validators=[CATEGORY],
        widget=TextInput(width=20),
        help_text="A CPV code, for example 77310000, or a council's own category. Some policies exempt some categories",
    )
    commenced_on = GovDateField(
        label="When does it commence?",
        help_text="The day of the first notice, advertisement or contact that invites offers. For example, 1 4 2027",
    )

    councils = forms.MultipleChoiceField(
        label="Which councils?", required=False, widget=Checkboxes(), help_text="Choose none to compare all"
    )

    def __init__(self, *args: Any, councils: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["councils"].choices = councils

    @property
    def told(self) -> dict[str, Any]:
        """The fields of ``Facts``, from a form without errors."""
        cleaned = self.cleaned_data
        rate, day = cleaned["vat_rate"], cleaned["commenced_on"]
        return {
            "contract_type": ContractType(cleaned["contract_type"]),
            "route": Route(cleaned["route"]),
            "value_ex_vat": cleaned["value_ex_vat"],
            "vat_rate": None if rate == EXEMPT else Decimal(rate),
            "judged_on": day,
            "commenced_on": day,
            "categories": (cleaned["category"],) if cleaned["category"] else (),
        }


def asked_in(address: QueryDict) -> QueryDict | None:
    """What an address asks, as the form takes it; a day may be written 2027-04-01. None where it asks nothing."""
    if not address:
        return None
    try:
        day = date.fromisoformat(address.get("commenced_on", ""))
    except ValueError:
        return address
    asked = address.copy()
    asked.update(
        {"commenced_on_0": str(day.day), "commenced_on_1": str(day.month), "commenced_on_2": str(day.year)}
    )
    return asked


class UploadForm(PlainForm):
    """A new version of the council's own policy, as a file."""

    submit_label = "Upload"
    file = EvidenceFileField(
        label="Policy file",
        accept=(".yaml", ".yml"),
        most_bytes=MOST_BYTES,
        help_text="A YAML file of up to 2 MB, saved as UTF-8 text",
    )


class SettleForm(PlainForm):
    """Which of two rules governs, and why."""

    submit_label = "Write it into the draft"
    versioned = True
    governs = forms.ChoiceField(
        label="Which of the two governs?",
        widget=Radios(),
        error_messages={"required": "Choose which of the two governs"},
    )
    because = ReasonField(
        label="Why does it govern?",
        help_text="Everybody who reads the policy sees this, for example: the clause is the stricter of the two",
    )

    def __init__(self, *args: Any, rules: list[tuple[str, str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["governs"].choices = [(key, sentence) for key, sentence, _ in rules]
        self.fields["governs"].widget.hints = {key: clauses for key, _, clauses in rules}


class MoveForm(PlainForm):
    """A button that says from which version of the draft it was pressed."""

    versioned = True


class TakeBackForm(PlainForm):
    """Why a version that waits for approval is made a draft again."""

    versioned = True
    reason = ReasonField(
        label="Why do you take it back?",
        help_text="Whoever asked for it to be published reads this. It stays in the history of the version",
        error_messages={"required": "Say why you take it back"},
    )


class BeginForm(PlainForm):
    """From which day a version is in force; a second person who approves it leaves the day as it was asked."""

    versioned = True
    begins = GovDateField(label="In force from", help_text="For example, 1 4 2027")

    def __init__(
        self, *args: Any, day: date | None, may_be_unknown: bool, is_settled: bool = False, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        if is_settled:
            del self.fields["begins"]
            return
        self.fields["begins"].initial = day
        if may_be_unknown:
            self.fields["begins"].required = False
            self.fields["begins"].help_text = "Leave this empty if the day is not known, as the file says"


class ReviewDoneForm(PlainForm):
    """That a review was done, on which day and with what result; and the next day, where the policy names none."""

    submit_label = "Mark the review as done"
    due_on = forms.DateField(required=False, widget=forms.HiddenInput)
    done_on = GovDateField(label="When was it done?", help_text="For example, 20 4 2027")
    note = ReasonField(
        label="What came of it?",
        help_text="For example: nothing changes, or the measures are to be changed by autumn",
    )
    next_on = GovDateField(
        label="Next review", required=False, help_text="The policy names no day. For example, 1 4 2028"
    )

    def __init__(self, *args: Any, asks_for_the_next_day: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not asks_for_the_next_day:
            del self.fields["next_on"]
