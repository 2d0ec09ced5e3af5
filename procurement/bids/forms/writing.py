"""What a supplier writes: a price, an answer, an offer by quarter, and the declaration."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms

from measures.domain.typed import bare_number
from procurement.bids.domain.completeness import LEAST_PRICE, MOST_PRICE
from procurement.bids.domain.quantities import Year, cell_refusals, grid, places, row_refusals
from procurement.tenders.domain.scheme import AskedMeasure
from socialvalue.access.forms import MoneyField, PlainForm, QuantityField, ReasonField, TextInput
from socialvalue.periods import Period

LONGEST_ANSWER = 20_000
LONGEST_HOW = 5_000


class PriceForm(PlainForm):
    """The whole price, in pounds excluding VAT."""

    versioned = True
    submit_label = "Save and continue"
    amount_ex_vat = MoneyField(
        label="Your price for the whole contract, excluding VAT",
        help_text="In pounds, for all years together. For example, 112,500 or 112,500.00",
        short="Your price",
        min_value=LEAST_PRICE,
        max_value=MOST_PRICE,
        error_messages={"required": "Enter your price"},
    )


class AnswerForm(PlainForm):
    """The answer to one question."""

    versioned = True
    submit_label = "Save and continue"
    text = ReasonField(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        rows=15,
        error_messages={"required": "Enter your answer"},
    )


class OfferForm(PlainForm):
    """What a supplier commits to on one measure: how, and how much in each quarter of the contract.

    The boxes of the quarters stand in ``rows``, a financial year each, for a table.
    """

    versioned = True
    mark_optional = False
    how = ReasonField(
        label="How you will deliver this",
        help_text="Who does what, where, and with whom. It becomes part of the contract if you win.",
        max_length=LONGEST_HOW,
        rows=6,
        error_messages={"required": "Say how you will deliver this"},
    )

    def __init__(
        self, *args: Any, asked: AskedMeasure, quarters: Sequence[Period], year: Year, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.asked, self.quarters, self.year = asked, quarters, year
        self.periods: dict[str, Period] = {}
        self.years = grid(quarters, year)
        self.totals: Mapping[str, Decimal] = {}
        if asked.unit.is_posted or asked.unit == "percent":
            for row in self.years:
                for box in row.boxes:
                    if box:
                        self.periods[box.name] = box.period
                        self.fields[box.name] = _quantity(asked, box.label)

    def clean(self) -> dict[str, Any]:
        """Say at its cell what cannot be offered, as the domain says it."""
        unit, offered = self.asked.unit, self.quantities
        wrong = cell_refusals(offered, unit, self.quarters, self.year)
        if not wrong and not any(name in self.errors for name in self.periods):
            wrong = row_refusals(offered, unit, self.quarters)
        for field, message in wrong:
            self.add_error(field, message)
        return self.cleaned_data

    @property
    def rows(self) -> list[tuple[str, list[tuple[Any, Any]], Decimal | None]]:
        """Each year's label, its four (box, field) pairs, (None, None) outside the contract, and its total."""
        if not self.periods:
            return []
        return [
            (
                year.label,
                [(box, self[box.name]) if box else (None, None) for box in year.boxes],
                self.totals.get(year.label),
            )
            for year in self.years
        ]

    @property
    def quantities(self) -> dict[Period, Decimal]:
        """What was entered and is in order, quarter by quarter; empty boxes are left out."""
        found = {period: self.cleaned_data.get(name) for name, period in self.periods.items()}
        return {period: quantity for period, quantity in found.items() if quantity is not None}


def _quantity(asked: AskedMeasure, label: str) -> QuantityField:
    box = TextInput({"inputmode": "decimal", "autocomplete": "off", "spellcheck": "false"}, width=5)
    field = QuantityField(label=label, required=False, min_value=None, max_value=None, widget=box)
    field.places = places(asked.unit)
    field.read = partial(bare_number, unit=asked.unit, one=asked.counted_one, many=asked.counted_many)
    return field


class SubmitForm(PlainForm):
    """The declaration with which a bid is submitted."""

    versioned = True
    submit_label = "Submit your bid"
    declared = forms.BooleanField(
        label="I am allowed to make this bid for my organisation, what it says is true, and we will keep its "
        "commitments if we win.",
        error_messages={"required": "Tick the box to declare this"},
    )
    declares = forms.BooleanField(
        label="My organisation declares all that the council asks every bidder to declare, as it stands above.",
        error_messages={"required": "Tick the box to declare what the council asks every bidder to declare"},
    )

    def __init__(self, *args: Any, asks_declarations: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_declarations:
            del self.fields["declares"]


class ChangeForm(PlainForm):
    """Taking a submitted bid back."""

    versioned = True
    submit_label = "Change your bid"


class RemoveForm(PlainForm):
    """Taking an offer out."""

    versioned = True
    submit_label = "Remove this offer"
