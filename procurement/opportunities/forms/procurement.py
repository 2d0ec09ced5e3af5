"""Forms about a procurement before its tender."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from councils.policies.domain.light_touch import LightTouchProposal
from procurement.opportunities.domain.details import DECIDING, LIGHT_TOUCH_ASKED, may_be_light_touch
from socialvalue.access.forms import (
    GovDateField,
    MoneyField,
    PlainForm,
    Radios,
    ReasonField,
    TextInput,
    YesNoField,
)
from socialvalue.money import pounds

Choices = Iterable[tuple[object, str]]
Proposes = Callable[[str], LightTouchProposal | None]
CPV = RegexValidator(r"^[0-9]{8}(-[0-9])?$", "Enter 8 numbers, like 77310000")
NOT_GIVEN = "Not given"
AREA = "service_area_id"
DETAILS = (
    "title",
    "description",
    "service_area_id",
    "contract_type",
    "route",
    "value_ex_vat",
    "vat_rate",
    "cpv",
    "urgent",
    "light_touch",
    "contract_starts_on",
    "contract_ends_on",
    "commenced_on",
)
CONSIDERED = ("improve", "secure", "consult", "will_consult")
TESTS = ("appropriate", "relevant", "achievable", "why")
TYPE_HINTS = {
    "goods": "Things that are delivered",
    "services": "Work that people do for you",
    "works": "Building, civil engineering and repair of buildings and roads",
    "light_touch": "Social, health, education and some other services to people",
    "concession": "The supplier earns its income from those who use what it runs",
    "grant": "Money that somebody is given for a purpose, not a price for what you buy",
}


class DetailsForm(PlainForm):
    """What is bought, how, for how much and when."""

    title = forms.CharField(label="Title", max_length=300, help_text="What you are buying, in one line")
    description = ReasonField(label="Description", required=False, max_length=5000)
    service_area_id = forms.TypedChoiceField(label="Service area", coerce=int)
    contract_type = forms.ChoiceField(
        label="What are you buying?",
        widget=Radios(hints=TYPE_HINTS),
        help_text="For a mixture, choose what most of the value is for",
        error_messages={"required": "Choose what you are buying"},
    )
    route = forms.ChoiceField(
        label="How will you buy it?",
        widget=Radios(),
        error_messages={"required": "Choose how you will buy it"},
    )
    value_ex_vat = MoneyField(
        label="Value excluding VAT",
        help_text="Over the whole life of the contract: all years, extensions, options and lots",
    )
    vat_rate = forms.ChoiceField(
        label="VAT rate",
        widget=Radios(inline=True),
        help_text="The thresholds of the law count VAT",
    )
    cpv = forms.CharField(
        label="CPV code",
        required=False,
        validators=[CPV],
        widget=TextInput(width=10),
        help_text="The code for what is bought that notices use, if you know it. For example, 77310000",
    )
    urgent = YesNoField(
        label="Is it so urgent that there is no time to consider social value first?",
        help_text="Rare. The law's duty to consider does not hold then, and you have to be able to show why",
        required=False,
    )
    light_touch = YesNoField(label="Is it wholly or mainly for light touch services?", required=False)
    contract_starts_on = GovDateField(
        label="When does the contract start?",
        help_text="For example, 1 4 2027. Your best estimate will do",
        error_messages={"required": "Enter the day the contract starts, for example 1 4 2027"},
    )
    contract_ends_on = GovDateField(
        label="When does the contract end?",
        help_text="For example, 31 3 2031",
        error_messages={"required": "Enter the day the contract ends, for example 31 3 2031"},
    )
    commenced_on = GovDateField(
        label="When did the procurement commence?",
        required=False,
        help_text=(
            "The day of the first notice, advertisement or contact that invited offers. Leave this empty if that is "
            "still to come: it is then filled in when the tender is published. Once it is given, what the policy "
            "requires is settled by the facts of that day"
        ),
    )

    def __init__(
        self,
        *args: Any,
        areas: Choices,
        types: Choices,
        routes: Choices,
        vat_rates: Choices,
        proposed: Proposes,
        settled: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        areas = list(areas)
        self.fields["service_area_id"].choices = areas if len(areas) == 1 else [("", "Choose one"), *areas]
        self.fields["contract_type"].choices = list(types)
        self.fields["route"].choices = list(routes)
        self.fields["vat_rate"].choices = list(vat_rates)
        self.settled = settled or {}
        self.settled_answers = [
            self._answer(name, value) for name, value in self.settled.items() if value is not None
        ]
        for name in self.settled:
            del self.fields[name]
        self._ask_of_light_touch(proposed)

    def _ask_of_light_touch(self, proposed: Proposes) -> None:
        """Ask only where the code that was typed is listed; the words say as what."""
        if "light_touch" not in self.fields:
            return
        said = {name: self[name].value() for name in ("cpv", "contract_type")}
        proposal = proposed(str(said["cpv"] or ""))
        if not may_be_light_touch(str(said["contract_type"]), proposal):
            del self.fields["light_touch"]
            return
        asked = self.fields["light_touch"]
        asked.required, asked.help_text = True, proposal.words
        asked.error_messages["required"] = LIGHT_TOUCH_ASKED

    def told(self) -> dict[str, Any]:
        """The fields of ``Details``, as the service takes them; what is settled stays."""
        known = {"light_touch": None, **self.cleaned_data, **self.settled}
        return {name: known[name] for name in DETAILS if name != AREA} | {"urgent": bool(known["urgent"])}

    def answers(self) -> list[dict[str, str]]:
        """What was typed, as rows of a summary list to check."""
        return [self._answer(name, self.cleaned_data[name]) for name in DETAILS if name in self.cleaned_data]

    def _answer(self, name: str, value: Any) -> dict[str, str]:
        field = self.fields[name]
        value = field.prepare_value(value) if isinstance(value, bool) else value
        words = {str(key): label for key, label in getattr(field, "choices", ())}.get(str(value))
        if isinstance(value, Decimal):
            words = pounds(value)
        elif isinstance(value, date):
            words = f"{value.day} {value:%B %Y}"
        return {"key": str(field.label), "value": words or str(value or "") or NOT_GIVEN}


class NewProcurementForm(DetailsForm):
    """The same for a new procurement; its hidden name makes sure that sending the form twice opens it once."""

    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"uid": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ChangeDetailsForm(DetailsForm):
    """The same for a procurement that is there already."""

    versioned = True
    submit_label = "Save"

    def asked(self) -> dict[str, Any]:
        """The version, the service area and the details, as the service takes them."""
        known = {name: self.cleaned_data[name] for name in ("version", AREA)}
        return {**known, **self.told()}


class CorrectionForm(DetailsForm):
    """The facts that were settled on the day a procurement commenced, to be put right, and why."""

    versioned = True
    submit_label = "Put it right"
    reason = ReasonField(
        label="What was wrong, and how do you know?",
        help_text="This stands in the history of the procurement, with your name",
        error_messages={"required": "Say why the fact was wrong and how you know"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(DETAILS) - set(DECIDING):
            del self.fields[name]
        commenced = self.fields["commenced_on"]
        commenced.required = True
        commenced.error_messages["required"] = "Enter the day on which it commenced"
        commenced.help_text = "The day of the first notice, advertisement or contact that invited offers"

    def asked(self) -> dict[str, Any]:
        """The version, the reason and the deciding facts, as the service takes them."""
        known = {"light_touch": None, **self.cleaned_data}
        return {**known, "urgent": bool(known["urgent"])}


class ConsiderationsForm(PlainForm):
    """The three considerations, each under the question that the law's file asks."""

    versioned = True
    submit_label = "Save"
    improve = ReasonField(
        label="How might what you buy improve the well-being of the area?",
        error_messages={"required": "Say how what you buy might improve the area"},
    )
    secure = ReasonField(
        label="How might the way you buy help to secure that improvement?",
        error_messages={"required": "Say how the way you buy might secure that"},
    )
    consult = ReasonField(
        label="Should you consult anybody about this, and if so whom?",
        error_messages={"required": "Say whether to consult anybody, and whom"},
    )
    will_consult = YesNoField(
        label="Will you consult?", error_messages={"required": "Say whether you will consult"}
    )

    def __init__(self, *args, questions: Mapping[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for key, text in questions.items():
            if key in self.fields:
                self.fields[key].label = text


class OutcomeForm(PlainForm):
    """The three tests of one outcome, and why."""

    versioned = True
    submit_label = "Save and continue"
    appropriate = YesNoField(
        label="Is it appropriate?",
        error_messages={"required": "Say whether it is appropriate"},
        hints={"yes": "It suits what is bought and the size of the contract"},
    )
    relevant = YesNoField(
        label="Is it relevant?",
        error_messages={"required": "Say whether it is relevant"},
        hints={"yes": "It has to do with what is bought and with the people it serves"},
    )
    achievable = YesNoField(
        label="Is it achievable?",
        error_messages={"required": "Say whether it is achievable"},
        hints={"yes": "Suppliers can deliver it during the life of the contract"},
    )
    why = ReasonField(
        label="Why?",
        help_text="Two or three sentences that somebody can read in a year's time",
        error_messages={"required": "Say why, in two or three sentences"},
    )


class OpeningsForm(PlainForm):
    """Openings for local businesses, and how they will be helped to use them."""

    versioned = True
    submit_label = "Save and continue"
    local_openings = ReasonField(
        label="What openings are there for local businesses and organisations?",
        help_text=(
            "For example lots, sub-contracts, consortia, or supplies that could be bought locally. "
            "If there are none, say why"
        ),
        error_messages={"required": "Say what openings there are, or why there are none"},
    )
    local_support = ReasonField(
        label="How will you encourage and support them to take part?",
        help_text="For example a market event, simple documents, or more time to answer",
        error_messages={"required": "Say how you will encourage and support them"},
    )


class ChoiceForm(PlainForm):
    """Outcomes and measures, drawn by the page's own template as one list."""

    versioned = True
    outcomes = forms.TypedMultipleChoiceField(
        label="Outcomes", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    measures = forms.TypedMultipleChoiceField(
        label="Measures", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, outcomes: Choices, measures: Choices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].choices = list(outcomes)
        self.fields["measures"].choices = list(measures)

    def ticked(self) -> dict[str, set[str]]:
        """The keys that are ticked now: as posted, or as they were chosen before."""
        return {name: {str(key) for key in self[name].value() or ()} for name in ("outcomes", "measures")}


class CompleteForm(PlainForm):
    """Nothing but the version that the person looked at."""

    versioned = True
    submit_label = "Complete the assessment"


class ReopenForm(PlainForm):
    """Nothing but the version that the person looked at."""

    versioned = True
