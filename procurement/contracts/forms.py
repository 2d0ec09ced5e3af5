"""Forms about contracts: who manages one, when it was signed, and from when it is valued anew."""

from collections.abc import Sequence
from datetime import date

from django import forms

from socialvalue.access.forms import GovDateField, PlainForm, Radios, ReasonField
from socialvalue.periods import Period


class ManagerForm(PlainForm):
    """The colleague who manages the contract, chosen from ``managers``."""

    manager = forms.TypedChoiceField(
        label="Who will manage this contract?",
        help_text="They verify the supplier's returns. Only colleagues with the contract manager role are listed.",
        coerce=int,
        widget=Radios(),
        error_messages={"required": "Select who will manage this contract"},
    )

    def __init__(self, *args, managers: Sequence, **kwargs):
        super().__init__(*args, **kwargs)
        self._managers = {one.pk: one for one in managers}
        self.fields["manager"].choices = [(one.pk, one.name) for one in managers]
        self.fields["manager"].widget.hints = {str(one.pk): one.email for one in managers}

    def clean_manager(self):
        """The person."""
        return self._managers[self.cleaned_data["manager"]]


class ChangeManagerForm(ManagerForm):
    """Another manager for a contract that has one."""

    submit_label = "Name the manager"
    versioned = True


class PrepareForm(ManagerForm):
    """The manager of a contract that is made from an award."""

    submit_label = "Prepare the contract"


class SignForm(PlainForm):
    """The day on which both sides had signed."""

    submit_label = "Sign the contract"
    versioned = True
    signed_on = GovDateField(
        label="On what day had both sides signed?",
        help_text="For example, 3 12 2026. It cannot be in the future, nor before the award.",
    )


class RestateForm(PlainForm):
    """From which quarter the commitments are valued anew, and why."""

    submit_label = "Value the commitments anew"
    versioned = True
    from_day = forms.TypedChoiceField(
        label="From which quarter on?",
        coerce=date.fromisoformat,
        widget=Radios(),
        error_messages={"required": "Select the quarter from which it holds"},
    )
    reason = ReasonField(
        label="Why?",
        help_text="For example, that the council has taken up a new edition of its values",
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args, quarters: Sequence[Period], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_day"].choices = [(one.start.isoformat(), str(one)) for one in quarters]
