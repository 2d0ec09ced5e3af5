"""Forms about returns: what was done on one commitment, a file, sending the return, and a decision on a line."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms

from measures.domain.typed import bare_number
from measures.domain.units import Unit
from procurement.bids.domain.quantities import most
from procurement.returns.domain.moves import PART_VERIFY_LINE, SEND_BACK_LINE, VERIFY_LINE, Move
from procurement.returns.queries import LineView
from socialvalue.access.forms import (
    Checkboxes,
    EvidenceFileField,
    MoneyField,
    NumberField,
    PercentField,
    PlainForm,
    QuantityField,
    Radios,
    ReasonField,
    YesNoField,
)
from socialvalue.files.domain import ENDINGS, TAKEN

FULL, PART, BACK = "full", "part", "back"
DECISIONS: dict[str, Move] = {FULL: VERIFY_LINE, PART: PART_VERIFY_LINE, BACK: SEND_BACK_LINE}


def _count_label(view: LineView) -> str:
    named = view.counting.many
    return {
        Unit.FTE: "Full-time equivalents in post, on average over the quarter",
        Unit.TCO2E: "Tonnes of CO2e saved",
        Unit.ITEM: f"Number of {named}" if named else "Number",
    }.get(view.unit, f"Number of {view.unit.label}")


def quantity_field(view: LineView, label: str = "", **more: Any) -> forms.Field | None:
    """The box for a quantity in the unit of the line, which refuses another; None where it is answered in words only."""
    field = _field(view, label, **more)
    if isinstance(field, NumberField):
        named = {"one": view.counting.one, "many": view.counting.many}
        field.read = partial(bare_number, unit=view.unit, **named)
    return field


def _field(view: LineView, label: str, **more: Any) -> forms.Field | None:
    unit = view.unit
    if unit is Unit.NARRATIVE:
        return None
    if unit is Unit.YES_NO:
        return YesNoField(label=label or "Was this done in the quarter?", **more)
    if unit is Unit.GBP:
        return MoneyField(label=label or "Amount in pounds", max_value=most(unit), **more)
    if unit is Unit.PERCENT:
        return PercentField(label=label or "Percentage over the quarter", **more)
    suffix = "FTE" if unit is Unit.FTE else view.counting.many or unit.label
    short = "Full-time equivalents" if unit is Unit.FTE and not label else ""
    return QuantityField(
        label=label or _count_label(view), short=short, max_value=most(unit), unit=suffix[:20], **more
    )


def _as_number(value: Any) -> Decimal | None:
    """Yes and no as 1 and 0; a number as it is."""
    return Decimal(int(value)) if isinstance(value, bool) else value


def _declared(declarations: Sequence[str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="What you declare",
        help_text="A count alone cannot show this, so you declare it. It is kept with the return.",
        choices=[(one, one) for one in declarations],
        required=False,
        widget=Checkboxes(),
    )


class LineForm(PlainForm):
    """What a supplier says of one commitment; everything may be left for later, and is asked for at the end."""

    submit_label = "Save and continue"
    versioned = True
    mark_optional = False

    def __init__(self, *args: Any, view: LineView, **kwargs: Any):
        super().__init__(*args, **kwargs)
        hint = "If there is nothing to report, enter 0. Leave it empty if you do not know yet."
        if view.unit is Unit.YES_NO:
            hint = ""
        field = quantity_field(view, required=False, help_text=hint)
        own = {
            "what_was_done": ReasonField(
                label="What was done",
                help_text="Say what happened, where and when. Give numbers of people, never their names.",
                required=False,
                max_length=4000,
                rows=6,
            )
        }
        if field:
            own = {"quantity": field, **own}
        if view.commitment.measure.declarations:
            own["declared"] = _declared(view.commitment.measure.declarations)
        version = self.fields.pop("version")
        self.fields.update({**own, "version": version})

    def answer(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        cleaned = self.cleaned_data
        return {
            "quantity": _as_number(cleaned.get("quantity")),
            "what_was_done": cleaned["what_was_done"],
            "declared": cleaned.get("declared", ()),
            "version": cleaned["version"],
        }


class FileForm(PlainForm):
    """One file of evidence."""

    submit_label = "Upload the file"
    file = EvidenceFileField(label="Choose a file", help_text=f"{TAKEN}, up to 10 MB.", accept=ENDINGS)

    def __init__(self, *args: Any, most_megabytes: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{TAKEN}, up to {most_megabytes} MB."


class SubmitForm(PlainForm):
    """Nothing but the version of the answers that were looked at."""

    submit_label = "Submit the return"
    versioned = True


class DecisionForm(PlainForm):
    """How a contract manager decides a line; ``may`` names the decisions that are open to it now."""

    submit_label = "Save the decision"
    versioned = True
    mark_optional = False
    decision = forms.ChoiceField(
        label="What do you decide?", widget=Radios(), error_messages={"required": "Select what you decide"}
    )
    reason = ReasonField(
        label="Reason",
        help_text="Needed unless you verify in full. The supplier reads it.",
        required=False,
    )

    def __init__(self, *args: Any, view: LineView, may: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = self.fields["decision"]
        choices.choices = [(key, DECISIONS[key].label) for key in may]
        choices.widget.hints = {key: DECISIONS[key].consequence for key in may}
        if PART in may:
            label = "How much do you verify?"
            field = quantity_field(view, label, required=False, help_text="Only if you verify in part.")
            fields = dict(self.fields)
            self.fields = {"decision": fields.pop("decision"), "quantity": field, **fields}

    def clean(self) -> dict[str, Any]:
        """Ask for the quantity where it is verified in part."""
        cleaned = super().clean()
        if cleaned.get("decision") == PART and not self.has_error("quantity"):
            quantity = _as_number(cleaned.get("quantity"))
            if quantity is None:
                self.add_error("quantity", "Enter how much you verify. If it is none of it, enter 0.")
            cleaned["quantity"] = quantity
        return cleaned

    def asked(self, services: dict[str, Callable]) -> tuple[Callable, dict[str, Any]]:
        """The service that makes the decision, and what it takes."""
        cleaned = self.cleaned_data
        wanted = {"version": cleaned["version"]}
        if cleaned["decision"] != FULL:
            wanted["reason"] = cleaned["reason"]
        if cleaned["decision"] == PART:
            wanted["quantity"] = cleaned["quantity"]
        return services[cleaned["decision"]], wanted


def decisions_for(view: LineView) -> list[str]:
    """The decisions that make sense for a line now: a decided one can only go back; words have no parts, nor has 0."""
    if view.line.status not in VERIFY_LINE.sources:
        return [BACK] if view.line.status in SEND_BACK_LINE.sources else []
    return [FULL, PART, BACK] if view.quantity else [FULL, BACK]
