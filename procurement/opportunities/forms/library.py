"""Forms about measures that are proposed for the council's library: proposing and deciding."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from procurement.opportunities.domain.moves import TURN_DOWN, WRITE_INTO_DRAFT
from socialvalue.access.forms import PlainForm, Radios, ReasonField

NO = "turn_down"


class ProposalForm(PlainForm):
    """Why others could use the measure."""

    versioned = True
    submit_label = "Propose it for the library"
    mark_optional = False
    why = ReasonField(
        label="Why could other procurements use it?",
        help_text="Say what you learned by using it, and what you would count otherwise. The administrator reads this",
        error_messages={"required": "Say why other procurements could use it"},
    )


class ProposalDecisionForm(PlainForm):
    """Into which draft of the policy it is written, or that it is turned down."""

    versioned = True
    submit_label = "Save the decision"
    mark_optional = False
    choice = forms.ChoiceField(
        label="What do you decide?", widget=Radios(), error_messages={"required": "Select what you decide"}
    )
    reason = ReasonField(label="Reason", required=False, help_text="Needed to turn it down")

    def __init__(self, *args: Any, drafts: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = [(str(uid), f"Write it into the draft {name}") for uid, name in drafts]
        self.fields["choice"].choices = [*into, (NO, TURN_DOWN.label)]
        hints = {key: WRITE_INTO_DRAFT.consequence for key, _ in into}
        self.fields["choice"].widget.hints = {**hints, NO: TURN_DOWN.consequence}

    def asked(self) -> dict[str, Any]:
        """What was decided, as the service takes it."""
        told = dict(self.cleaned_data)
        choice = told.pop("choice")
        return {"draft": None if choice == NO else uuid.UUID(choice), **told}
