"""Forms of backtests."""

from django import forms

from socialvalue.access.forms import EvidenceFileField, NumberField, PlainForm


class RegisterForm(PlainForm):
    """A register of past contracts, as a file."""

    submit_label = "Take in the register"
    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="So that you find it again, for example Contracts register 2025/26",
    )
    file = EvidenceFileField(
        label="File",
        accept=(".csv", ".xlsx"),
        help_text="A CSV or XLSX file whose first line names the columns. At least a title and a value are needed",
    )


class BacktestForm(PlainForm):
    """Which policy to try, and what the work costs."""

    submit_label = "Try the policy"
    policy = forms.ChoiceField(
        label="Which policy do you want to try?", error_messages={"required": "Choose the policy to try"}
    )
    hours_assessment = NumberField(
        label="Hours for one opportunity assessment",
        unit="hours",
        max_value=1000,
        help_text="Your council's own estimate of staff time",
    )
    hours_return = NumberField(
        label="Hours for one return",
        unit="hours",
        max_value=1000,
        help_text="Your council's own estimate of staff time to check one supplier's return",
    )

    def __init__(self, *args, policies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = [("", "Choose a policy"), *policies]
        for name in ("hours_assessment", "hours_return"):
            self.fields[name].places = 2
