"""Tables of unit values as files: each figure with its source, edition, price year and licence."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.counting import Unit
from councils.policies.domain.file import read_part
from councils.policies.domain.shape import Key, Line, Part, Text
from measures.domain.valuation import Valuation

Worth = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=6)]
Which = Literal["low", "central", "high"]


class YearValue(Part):
    """Pounds for one unit in one calendar year; ``low`` and ``high`` where the source gives a range."""

    year: int = Field(ge=1990, le=2150)
    central: Worth
    low: Worth | None = None
    high: Worth | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "YearValue":
        low = self.central if self.low is None else self.low
        high = self.central if self.high is None else self.high
        if not low <= self.central <= high:
            raise ValueError(f"the values of {self.year} are not in order: low, central, high")
        return self


class ValueTable(Part):
    """The pounds of one unit, by year or for all years, as one edition of one source gives them.

    A table that is not ``confirmed`` values nothing until a council switches it on. A ``stand_in`` says what something
    costs in place of what it is worth.
    """

    format: Literal[1]
    key: Key
    title: Line
    unit: Unit
    short: Line
    publisher: Line
    source: Text
    edition: Line
    licence: Text
    attribution: Text | None = None
    price_year: Line | None = None
    confirmed: bool = True
    stand_in: bool = False
    net: bool = False
    basis: Text
    for_all_years: Worth | None = None
    series: tuple[YearValue, ...] = ()

    @model_validator(mode="after")
    def _one_kind_of_value(self) -> "ValueTable":
        if (self.for_all_years is None) != bool(self.series):
            raise ValueError("give for_all_years, or a series by year: one of them")
        years = [one.year for one in self.series]
        if years != sorted(set(years)):
            raise ValueError("the years of the series must rise, each once")
        return self

    @property
    def warning(self) -> str:
        """What a council has to know before it chooses this table; empty where there is nothing, else with a space."""
        off = "" if self.confirmed else "Its licence is not confirmed: check it before you use this. "
        return f"{off}{'It is a stand-in: what is paid, not what it is worth. ' if self.stand_in else ''}"

    def valuation(self, which: Which = "central") -> Valuation:
        """The valuation that a contract freezes. Raises ValueError where the source gives no such range."""
        values: list[tuple[int | None, Decimal]] = []
        if self.for_all_years is not None:
            values.append((None, self.for_all_years))
        for one in self.series:
            worth: Decimal | None = {"low": one.low, "central": one.central, "high": one.high}[which]
            if worth is None:
                raise ValueError(f"{self.title} has no {which} value for {one.year}.")
            values.append((one.year, worth))
        return Valuation(
            unit=self.unit,
            values=tuple(values),
            short=self.short,
            source=self.source,
            licence=self.licence,
            edition=self.edition,
            price_year=self.price_year or "",
            net=self.net,
            basis=self.basis,
        )


def read_values(text: str, name: str) -> ValueTable:
    """The table in ``text``; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, ValueTable)


def years_to_draw(years: Sequence[int], most: int = 8) -> list[int]:
    """Years for a chart that fits a page: all where they are few, else the first, the last and those that 5 divides.

    2020 to 2050 are drawn as 2020, 2025, 2030, 2035, 2040, 2045 and 2050; their table has every year.
    """
    listed = list(years)
    if len(listed) <= most:
        return listed
    return [year for year in listed if year in (listed[0], listed[-1]) or year % 5 == 0]
