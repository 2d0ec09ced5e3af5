"""The limits that a council sets to the time which bidding and reporting may cost a supplier, by the value of the contract."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from councils.policies.domain.shape import Part, Pounds, Text, WrongAt

Minutes = Annotated[int, Field(ge=1, le=9_999)]


class BurdenLimit(Part):
    """The most minutes for contracts up to a value."""

    up_to: Pounds | None = None
    """The value in pounds excluding VAT, which still belongs; left out, the limit holds for all contracts above."""
    bid_minutes: Minutes | None = None
    """The most minutes that one bid may take."""
    return_minutes: Minutes | None = None
    """The most minutes that one return may take."""

    @model_validator(mode="after")
    def _limits_something(self) -> "BurdenLimit":
        if self.bid_minutes is None and self.return_minutes is None:
            raise WrongAt("bid_minutes", "is missing: a limit says bid_minutes, return_minutes or both")
        return self


class BurdenLimits(Part):
    """Limits by rising value, and who chose them. They are the council's own; the law sets none."""

    limits: tuple[BurdenLimit, ...] = Field(min_length=1)
    """The limits, by rising value. Only the last may leave out up_to."""
    why: Text
    """Who chose these limits, and why."""

    @model_validator(mode="after")
    def _values_rise(self) -> "BurdenLimits":
        for below, above in pairwise(self.limits):
            if below.up_to is None or (above.up_to is not None and above.up_to <= below.up_to):
                raise WrongAt(
                    "limits", "the values in “up_to” must rise, and only the last limit may leave it out"
                )
        return self

    def limit_for(self, value_ex_vat: Decimal) -> BurdenLimit | None:
        """The limit for a contract of that many pounds; None above the last."""
        return next((one for one in self.limits if one.up_to is None or value_ex_vat <= one.up_to), None)
