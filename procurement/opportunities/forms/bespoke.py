"""Forms about measures that are written for one procurement: writing and deciding."""

from collections.abc import Iterable
from typing import Any

from django import forms

from councils.policies.domain.counting import HOW_WORDS, HowItAddsUp, Unit
from procurement.opportunities.domain.bespoke import NOT_ASKED_FOR, Written
from procurement.opportunities.domain.moves import Move
from socialvalue.access.forms import MoneyField, PlainForm, Radios, ReasonField, TextInput, YesNoField

UNITS = [(unit.value, unit.label.capitalize()) for unit in Unit if unit not in NOT_ASKED_FOR]
UNITS = [(key, words.replace("Fte", "FTE").replace("co2e", "CO2e")) for key, words in UNITS]
WAYS = [(way.value, way.named[:1].upper() + way.named[1:]) for way in HowItAddsUp]
WAY_HINTS = {way.value: words for way, words in HOW_WORDS.items()}
YES, NO = "approve", "refuse"


class WrittenMeasureForm(PlainForm):
    """What is counted, in what, how it adds up, what shows it, and what it is worth if that is known."""

    versioned = True
    submit_label = "Save and check"
    outcome = forms.TypedChoiceField(
        label="Which outcome does it show?",
        coerce=int,
        widget=Radios(),
        error_messages={"required": "Choose the outcome that it shows"},
    )
    headline = forms.CharField(
        label="Name", max_length=200, help_text="A few words, such as Benches repaired with volunteers"
    )
    definition = ReasonField(
        label="What is counted?",
        help_text="In full, so that two people would count the same. Say what does not count",
        error_messages={"required": "Say what is counted"},
    )
    unit = forms.ChoiceField(label="What is it counted in?", choices=[("", "Choose one"), *UNITS])
    counted_one = forms.CharField(
        label="What is one called?",
        required=False,
        max_length=100,
        widget=TextInput(width=20),
        help_text="Only if you chose Number. For example bench",
    )
    counted_many = forms.CharField(
        label="What are several called?",
        required=False,
        max_length=100,
        widget=TextInput(width=20),
        help_text="Only if you chose Number. For example benches",
    )
    adds_up = forms.ChoiceField(
        label="How does it add up over the quarters?",
        choices=WAYS,
        widget=Radios(hints=WAY_HINTS),
        error_messages={"required": "Choose how it adds up"},
    )
    evidence = ReasonField(
        label="What does a supplier send to show it?",
        help_text="Never ask for the names of people who are helped",
        error_messages={"required": "Say what a supplier sends to show it"},
    )
    why = ReasonField(
        label="Why do the council’s own measures not fit?",
        help_text="Whoever approves it reads this, and it is shown with the measure",
        error_messages={"required": "Say why the council's own measures do not fit"},
    )
    worth = MoneyField(
        label="What is one unit worth in pounds?",
        required=False,
        help_text=(
            "Leave this empty if you know no source that says so: it is then counted and not valued. People in post are "
            "worth pounds for one FTE-year. A licensed value, such as one of the National TOMs, does not belong here"
        ),
    )
    worth_source = ReasonField(
        label="Where does the value come from?", required=False, rows=2, help_text="Needed with a value"
    )
    worth_licence = forms.CharField(
        label="By which licence may it be used and shown?",
        required=False,
        max_length=300,
        help_text="Needed with a value. Every bidder sees it. For example Open Government Licence v3.0",
    )
    worth_price_year = forms.CharField(
        label="Which year’s prices is it in?",
        required=False,
        max_length=7,
        widget=TextInput(width=5),
        help_text="Needed with a value. For example 2026 or 2026-27",
    )
    worth_is_net = YesNoField(
        label="Is what would have happened anyway already taken off?",
        required=False,
        help_text="Needed with a value. If you do not know, say no",
    )

    def __init__(self, *args: Any, outcomes: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(outcomes)

    def asked(self) -> dict[str, Any]:
        """The measure as the domain takes it, its outcome by key, and the version."""
        told = dict(self.cleaned_data)
        asked = {name: told.pop(name) for name in ("outcome", "version")}
        unit, adds_up = Unit(told.pop("unit")), HowItAddsUp(told.pop("adds_up"))
        said = told.pop("worth_is_net")
        net = said if told["worth"] is not None else False
        return {**asked, "written": Written(unit=unit, adds_up=adds_up, worth_is_net=net, **told)}


class MeasureDecisionForm(PlainForm):
    """Approve or refuse, with a reason."""

    versioned = True
    submit_label = "Save the decision"
    mark_optional = False
    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=Radios(),
        error_messages={"required": "Select what you decide"},
    )
    reason = ReasonField(label="Reason", required=False, help_text="Needed to refuse")

    def __init__(self, *args: Any, steps: tuple[Move, Move], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = dict(zip((YES, NO), steps, strict=True))
        self.fields["decision"].choices = [(key, step.label) for key, step in told.items()]
        self.fields["decision"].widget.hints = {key: step.consequence for key, step in told.items()}

    def asked(self) -> dict[str, Any]:
        """What was decided, as the service takes it."""
        told = dict(self.cleaned_data)
        return {"approves": told.pop("decision") == YES, **told}
