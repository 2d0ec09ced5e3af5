"""Quantities that somebody has in mind for a tender, to be looked at and not kept."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from measures.domain.typed import bare_number
from measures.domain.units import Unit
from procurement.tenders.domain.scheme import AskedMeasure
from socialvalue.access.forms import PlainForm, QuantityField

TYPED = "quantity-"


class QuantitiesForm(PlainForm):
    """One box for each measure whose quantity can be odd; all may stay empty."""

    mark_optional = False

    def __init__(self, *args: Any, asked: Iterable[AskedMeasure], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.boxes = {
            f"{TYPED}{one.uid}": one for one in asked if one.is_counted and one.unit is not Unit.YES_NO
        }
        for name, one in self.boxes.items():
            field = QuantityField(label=one.headline, required=False, unit="")
            field.read = partial(bare_number, unit=one.unit, one=one.counted_one, many=one.counted_many)
            self.fields[name] = field

    @property
    def quantities(self) -> dict[str, Decimal]:
        """What was typed and is a number, by the ``uid`` of its measure."""
        if not self.is_bound:
            return {}
        self.is_valid()  # what is in order is looked at, whatever else was typed
        typed = {one.uid: self.cleaned_data.get(name) for name, one in self.boxes.items()}
        return {uid: amount for uid, amount in typed.items() if amount is not None}

    def box_of(self, asked: AskedMeasure) -> Any:
        """The box for one measure, or None where it has none."""
        name = f"{TYPED}{asked.uid}"
        return self[name] if name in self.boxes else None
