"""Forms about exceptions from the policy: asking, one more file, deciding, withdrawing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from procurement.opportunities.domain.moves import APPROVE, REFUSE, Move
from socialvalue.access.forms import EvidenceFileField, NumberField, PlainForm, Radios, ReasonField
from socialvalue.files.domain import ENDINGS, TAKEN

YES, NO = "approve", "refuse"
DECISIONS: dict[str, Move] = {YES: APPROVE, NO: REFUSE}


class InsteadField(NumberField):
    """A weight in percent, or a number of outcomes or measures; a percent sign behind it is taken."""

    places, width, most, example = 2, 5, 100, "12.5"

    def to_python(self, value: Any) -> Any:
        """The number without its sign."""
        return super().to_python(value.strip().removesuffix("%") if isinstance(value, str) else value)


class WithFile(PlainForm):
    """What is sent with a file of evidence."""

    versioned = True

    def __init__(self, *args: Any, most_megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = f"{TAKEN}, up to {most_megabytes} MB. Never the names of people who are helped"

    def asked(self) -> dict[str, Any]:
        """What was filled in, as the service takes it."""
        told = dict(self.cleaned_data)
        return {"upload": told.pop("file"), **told}


class ExceptionForm(WithFile):
    """From which rule, what instead, why, and the evidence."""

    submit_label = "Ask for the exception"
    mark_optional = False
    rule = forms.ChoiceField(
        label="What do you ask for?",
        widget=Radios(),
        error_messages={"required": "Choose what you ask for"},
    )
    instead = InsteadField(
        label="What do you want instead?",
        required=False,
        help_text=(
            "The weight in percent, or the number of outcomes or measures. "
            "Leave this empty if social value is left out"
        ),
    )
    reason = ReasonField(
        label="Why does this procurement need an exception?",
        help_text="Name the outcomes or measures that you leave out, if that is what you ask for",
        error_messages={"required": "Say why this procurement needs an exception"},
    )
    statement = ReasonField(
        label="Evidence, in your own words",
        required=False,
        max_length=5000,
        rows=6,
        help_text="What you looked at and what you found. You can also upload it as a file, or do both",
    )
    file = EvidenceFileField(label="Evidence, as a file", required=False, accept=ENDINGS)

    def __init__(
        self,
        *args: Any,
        rules: Iterable[tuple[str, str]],
        hints: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = list(rules)
        self.fields["rule"].widget.hints = hints


class ExceptionFileForm(WithFile):
    """One more file of evidence."""

    submit_label = "Upload the file"
    file = EvidenceFileField(label="Choose a file", accept=ENDINGS)


class ExceptionDecisionForm(PlainForm):
    """Approve or refuse, with the reference of the decision and a note."""

    versioned = True
    submit_label = "Save the decision"
    mark_optional = False
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[(key, step.label) for key, step in DECISIONS.items()],
        widget=Radios(hints={key: step.consequence for key, step in DECISIONS.items()}),
        error_messages={"required": "Select what you decide"},
    )
    decision_reference = forms.CharField(
        label="Decision reference",
        required=False,
        max_length=100,
        help_text="Needed to approve. For example a minute number or the number of a delegated decision",
    )
    note = ReasonField(label="Note", required=False, help_text="Needed to refuse")


class VersionForm(PlainForm):
    """Nothing but the version that the person looked at: to withdraw an exception, or to remove a file."""

    versioned = True
