"""Forms about people."""

from collections.abc import Iterable

from django import forms

from socialvalue.access.forms import GovDateField, PlainForm, Radios


class ActForForm(PlainForm):
    """For whom you act now."""

    submit_label = "Continue"
    heading_field = "acting_for"
    acting_for = forms.ChoiceField(
        label="Who do you want to act for?",
        widget=Radios(),
        error_messages={"required": "Select who you want to act for"},
    )

    def __init__(self, *args, standings: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acting_for"].choices = [(s.key, s.name) for s in standings]
        self.fields["acting_for"].widget.hints = {s.key: ", ".join(s.roles).capitalize() for s in standings}


class ClockForm(PlainForm):
    """The day to which a demonstration's clock is moved, and the page to go back to."""

    submit_label = "Move the date"
    day = GovDateField(label="Move forward to", help_text="For example, 3 12 2026")
    next = forms.CharField(required=False, widget=forms.HiddenInput)
