"""Forms for building a tender."""

import re
from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.tenders.domain.deadlines import in_london
from socialvalue.access.domain import Refusal
from socialvalue.access.forms import (
    GovDateField,
    NumberField,
    PercentField,
    PlainForm,
    Radios,
    ReasonField,
    TextInput,
    YesNoField,
)

WRITTEN_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?")
MIDDAY = ("midday", "noon", "12 noon", "12noon")
SCORED = (("both", "Quality and social value"), ("quality", "Quality"), ("social_value", "Social value"))


class TimeField(forms.Field):
    """A time of day as people type it: "12:00", "2:30pm", "midday". Cleans to a ``time``."""

    default_error_messages = {"required": "Enter the time, like 12:00 or 2:30pm"}
    unclear = "Enter a time like 12:00 or 2:30pm"

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", TextInput({"autocomplete": "off", "spellcheck": "false"}, width=10))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """The time, or None if nothing was entered; an hour alone needs am or pm."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        text = str(value).strip().lower()
        if text in MIDDAY:
            return time(12)
        found = WRITTEN_TIME.fullmatch(text)
        if not found or not (found[2] or found[3]):
            raise ValidationError(self.unclear, "unclear")
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                raise ValidationError(self.unclear, "unclear")
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.unclear, "unclear")
        return time(hour, minute)


class MarksField(NumberField):
    """Marks out of the tender's 100, up to two places."""

    places, width, most, suffix, example = 2, 5, Decimal(100), "marks", "12.5"


class StartForm(PlainForm):
    """Nothing to fill in: the tender starts from the assessment."""

    submit_label = "Start the tender"


class InstructionsForm(PlainForm):
    """What bidders need to know."""

    versioned = True
    submit_label = "Save"
    instructions = ReasonField(
        label="Instructions to bidders",
        required=False,
        max_length=10000,
        rows=12,
        help_text="What bidders need to know beside the questions: what you are buying, how to ask you something, "
        "site visits. Suppliers see this at the top of the tender.",
    )


class DatesForm(PlainForm):
    """The contract's first and last day."""

    versioned = True
    submit_label = "Save"
    starts_on = GovDateField(label="First day of the contract", help_text="For example, 1 4 2027")
    ends_on = GovDateField(label="Last day of the contract", help_text="For example, 31 3 2031")


class DeadlineForm(PlainForm):
    """The day and the time in London at which bids close; cleans to ``deadline`` in UTC."""

    versioned = True
    submit_label = "Save"
    day = GovDateField(label="Last day for bids", help_text="For example, 3 12 2026")
    at = TimeField(label="Time", help_text="In London, for example 12:00 or 2:30pm")

    def clean(self) -> dict[str, Any]:
        """Join day and time into ``deadline``."""
        given = super().clean() or {}
        day, at = given.pop("day", None), given.pop("at", None)
        if day is not None and at is not None:
            try:
                given["deadline"] = in_london(day, at)
            except Refusal as refusal:
                self.refuse(refusal)
        return given


class WeightsForm(PlainForm):
    """The three weights; ``asked`` says what the policy requires of the last."""

    versioned = True
    submit_label = "Save"
    price_weight = PercentField(label="Price", error_messages={"required": "Enter the price weight"})
    quality_weight = PercentField(label="Quality", error_messages={"required": "Enter the quality weight"})
    social_value_weight = PercentField(
        label="Social value", error_messages={"required": "Enter the social value weight"}
    )

    def __init__(self, *args: Any, asked: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["social_value_weight"].help_text = asked


class QuestionForm(PlainForm):
    """A question and its marks; a social value question may name one of ``outcomes`` (key, title)."""

    versioned = True
    submit_label = "Save"
    text = ReasonField(
        label="Question",
        max_length=4000,
        rows=5,
        help_text="Ask one thing. Say what a good answer shows, so that it can be marked.",
    )
    guidance = ReasonField(
        label="Guidance",
        required=False,
        max_length=4000,
        rows=4,
        help_text="For bidders: for example how long an answer may be, or what to leave out.",
    )
    marks = MarksField(label="Marks")
    outcome = forms.ChoiceField(
        label="Outcome", required=False, help_text="Choose one if the question is about one outcome."
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Iterable[tuple[str, str]] | None = None,
        marks_hint: str = "",
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["marks"].help_text = marks_hint
        if outcomes is None:
            del self.fields["outcome"]
        else:
            self.fields["outcome"].choices = [("", "No particular outcome"), *outcomes]

    def clean_marks(self) -> Decimal:
        """A question carries marks."""
        if not self.cleaned_data["marks"]:
            raise ValidationError("Marks must be more than 0", "min_value")
        return self.cleaned_data["marks"]


class ProposalsForm(PlainForm):
    """Whether bidders may propose measures of their own."""

    versioned = True
    submit_label = "Save"
    takes_proposals = YesNoField(
        label="May bidders propose measures of their own?",
        help_text="Up to three in a bid. They are scored by their quality only, since the other bidders were not offered "
        "them. You approve or refuse those of the winning bid before you prepare the contract.",
        error_messages={"required": "Select whether bidders may propose measures of their own"},
    )


class EvaluatorForm(PlainForm):
    """Somebody who scores, and what; ``people`` are (key, name)."""

    versioned = True
    submit_label = "Name this person"
    person = forms.TypedChoiceField(
        label="Who will score?",
        coerce=int,
        widget=Radios(),
        error_messages={"required": "Select who will score"},
    )
    scores = forms.ChoiceField(
        label="Which answers?",
        choices=SCORED,
        initial="both",
        widget=Radios(),
        error_messages={"required": "Select which answers they score"},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)


class RemoveEvaluatorForm(PlainForm):
    """The button beside a name."""

    versioned = True
    person = forms.IntegerField(widget=forms.HiddenInput)


class RemoveQuestionForm(PlainForm):
    """Nothing to fill in but the button."""

    versioned = True
    submit_label = "Remove the question"


class PublishForm(PlainForm):
    """Nothing to fill in but the button."""

    versioned = True
    submit_label = "Publish the tender"
