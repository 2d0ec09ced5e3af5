"""How a measure is to be valued: by what, adjusted by which shares, in the prices of which year, and why."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from measures.domain.choosing import Choice
from measures.domain.valuation import Factor, FactorKind
from socialvalue.access.forms import GovDateField, PercentField, PlainForm, Radios, ReasonField

HUNDRED = Decimal(100)
GROSS = "Leave empty to value it gross."


def _share(kind: FactorKind) -> PercentField:
    meaning = kind.meaning[:1].upper() + kind.meaning[1:]
    return PercentField(label=kind.value.capitalize(), required=False, help_text=meaning)


class ChoiceForm(PlainForm):
    """A choice for one measure, or for all of them."""

    submit_label = "Continue"
    versioned = True
    valued_by = forms.ChoiceField(
        label="By what is it valued?",
        widget=Radios(),
        error_messages={"required": "Select by what it is valued"},
    )
    deadweight = _share(FactorKind.DEADWEIGHT)
    displacement = _share(FactorKind.DISPLACEMENT)
    leakage = _share(FactorKind.LEAKAGE)
    substitution = _share(FactorKind.SUBSTITUTION)
    attribution = _share(FactorKind.ATTRIBUTION)
    drop_off = PercentField(
        label="Drop-off",
        required=False,
        help_text="The share by which the effect fades in each year after the contract's first",
    )
    discount = PercentField(
        label="Discount rate",
        required=False,
        help_text="The Green Book of HM Treasury uses 3.5%, and 1.5% for health",
    )
    price_year = forms.ChoiceField(
        label="In the prices of which year?",
        required=False,
        help_text="Values are brought there by the GDP deflator. Leave it as it is to keep the source's own prices",
    )
    from_day = GovDateField(
        label="From which day?", help_text="It holds for contracts signed on that day or later"
    )
    reason = ReasonField(
        label="Why?",
        help_text="Everybody who opens a figure can read it, for example where the shares come from",
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, options: Iterable, years: Sequence[str], guides: dict, **kwargs: Any):
        super().__init__(*args, **kwargs)
        options = list(options)
        self.fields["valued_by"].choices = [(one.key, one.words) for one in options]
        self.fields["valued_by"].widget.hints = {one.key: one.hint for one in options}
        self.fields["price_year"].choices = [("", "As the source has them"), *((y, y) for y in years)]
        for name, words in guides.items():
            self.fields[name].help_text = f"{self.fields[name].help_text}. {words}"

    def choice(self, measure: str) -> Choice:
        """The choice that was made, for the measure of that key or for all of them."""
        said = self.cleaned_data
        factors = tuple(
            Factor(kind, said[kind.value] / HUNDRED, said["reason"])
            for kind in FactorKind
            if said.get(kind.value) is not None
        )
        return Choice(
            number=0,
            measure=measure,
            valued_by=said["valued_by"],
            from_day=said["from_day"],
            factors=factors,
            drop_off=(said.get("drop_off") or Decimal(0)) / HUNDRED,
            discount=(said.get("discount") or Decimal(0)) / HUNDRED,
            price_year=said["price_year"],
        )


def known(choice: Choice) -> dict[str, Any]:
    """What a form starts from: the choice that is in force."""
    shares = {factor.kind.value: factor.rate * HUNDRED for factor in choice.factors}
    time = {name: getattr(choice, name) * HUNDRED or None for name in ("drop_off", "discount")}
    return {"valued_by": choice.valued_by, "price_year": choice.price_year, **shares, **time}
