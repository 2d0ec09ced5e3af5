"""What a council decides: scores with a reason, and the award."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst

from councils.policies.domain.words import listed
from procurement.bids.domain.scoring import Place, four_places
from procurement.tenders.domain.scoring import Scoring
from socialvalue.access.forms import PlainForm, Radios, ReasonField, TextInput


class ScoreForm(PlainForm):
    """A score for each criterion of an answer, with the reason."""

    versioned = True
    submit_label = "Save and continue"

    def __init__(self, *args: Any, scoring: Scoring, reason_label: str, reason_hint: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.criteria = [criterion.key for criterion in scoring.criteria]
        fields: dict[str, forms.Field] = {
            criterion.key: forms.TypedChoiceField(
                label=capfirst(criterion.name),
                help_text=criterion.question,
                coerce=int,
                choices=[(mark, str(mark)) for mark in scoring.scale],
                widget=Radios(inline=True),
                error_messages={
                    "required": f"{capfirst(criterion.name)}: choose a score from {scoring.lowest} to {scoring.highest}",
                    "invalid_choice": f"{capfirst(criterion.name)}: choose a score from {scoring.lowest} to {scoring.highest}",
                },
            )
            for criterion in scoring.criteria
        }
        fields["reason"] = ReasonField(
            label=reason_label,
            help_text=reason_hint,
            error_messages={"required": "Give your reason, in words that the bidder could read"},
        )
        self.fields = {**fields, **self.fields}

    @property
    def scores(self) -> Mapping[str, int]:
        """Criterion's key -> score."""
        return {key: self.cleaned_data[key] for key in self.criteria}


class MoveForm(PlainForm):
    """A button that moves the tender on from the version that was looked at."""

    versioned = True


def place_hint(place: Place) -> str:
    """Where a bid stands, under its name."""
    tied = f", level with {listed(place.tied)}" if place.tied else ""
    return f"Rank {place.rank}{tied}: {four_places(place.total)} marks of 100"


class AwardForm(PlainForm):
    """Which bid wins, by whose decision, and why."""

    versioned = True
    submit_label = "Award the contract"
    bid = forms.ChoiceField(
        label="Award the contract to", widget=Radios(), error_messages={"required": "Choose the winning bid"}
    )
    decision_reference = forms.CharField(
        label="Reference of the decision",
        help_text="For example, the number of the minute or of the officer decision",
        max_length=100,
        widget=TextInput(width=20),
    )
    reason = ReasonField(
        label="Reason for the award", help_text="It is kept with the award and may be published."
    )

    def __init__(self, *args: Any, bids: Sequence[tuple[str, str]], hints: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bid"].choices = list(bids)
        self.fields["bid"].widget.hints = dict(hints)
