"""The form in which a bidder writes a measure of its own."""

from typing import Any

from procurement.opportunities.forms import WrittenMeasureForm

WORTH = (
    "Leave this empty if you know no source that says so. It is not scored. If the council approves the measure with its "
    "value, the pounds stand by themselves in its reports. People in post are worth pounds for one FTE-year"
)


class ProposedMeasureForm(WrittenMeasureForm):
    """A measure of the bidder's own: what is counted, in what, how it adds up, and what shows it."""

    submit_label = "Save and say how much"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {
            "evidence": ("What will you send to show it?", "Never send the names of people who are helped"),
            "why": (
                "Why is it worth having?",
                "What it does for the area that the measures of this tender do not count. Whoever scores your bid reads this",
            ),
            "worth": (self.fields["worth"].label, WORTH),
            "worth_licence": (
                self.fields["worth_licence"].label,
                "Needed with a value. For example Open Government Licence v3.0",
            ),
        }
        for name, (label, hint) in told.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.fields["evidence"].error_messages["required"] = "Say what you will send to show it"
        self.fields["why"].error_messages["required"] = "Say why it is worth having"
