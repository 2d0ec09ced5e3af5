"""Prices of one year in those of another, by one vintage of the GDP deflator and never by two."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from councils.policies.domain.file import read_part
from councils.policies.domain.shape import Key, Line, Part, Text

MILLIONTH = Decimal("0.000001")
Index = Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=4)]


class NoIndex(ValueError):
    """The vintage has no index for a year; the text can be shown."""


@dataclass(frozen=True)
class Uprating:
    """From the prices of one year to those of another: the value x ``to_index`` / ``from_index``.

    Years are as the source prints them: ``2022`` for a calendar year, ``2022/23`` for a financial one.
    """

    from_year: str
    to_year: str
    from_index: Decimal
    to_index: Decimal
    vintage: str

    def __post_init__(self) -> None:
        if not (self.from_index > 0 and self.to_index > 0):
            raise ValueError("An index of prices is more than 0.")

    @cached_property
    def ratio(self) -> Decimal:
        """What a value is multiplied by, to the 28 digits of Decimal."""
        return self.to_index / self.from_index

    @property
    def words(self) -> str:
        """``100.0000 / 90.5005 (2022 to 2024 prices, GDP deflator, December 2025)``."""
        return (
            f"{self.to_index:.4f} / {self.from_index:.4f} "
            f"({self.from_year} to {self.to_year} prices, GDP deflator, {self.vintage})"
        )

    def to_dict(self) -> dict[str, str]:
        """All of it, as JSON can hold it."""
        return {
            "from_year": self.from_year,
            "to_year": self.to_year,
            "from_index": str(self.from_index),
            "to_index": str(self.to_index),
            "vintage": self.vintage,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Uprating":
        """What ``to_dict`` kept."""
        indexes = {name: Decimal(kept[name]) for name in ("from_index", "to_index")}
        return cls(**{**kept, **indexes})


class YearIndex(Part):
    """The index of one year; ``forecast`` where it is not an outturn yet."""

    year: str = Field(pattern=r"^[0-9]{4}(/[0-9]{2})?$")
    index: Index
    forecast: bool = False


class Deflator(Part):
    """One vintage of the GDP deflator: an index of prices by calendar or by financial year."""

    format: Literal[1]
    key: Key
    title: Line
    publisher: Line
    vintage: Line
    source: Text
    licence: Text
    base: Line
    series: tuple[YearIndex, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_kind_of_year(self) -> "Deflator":
        years = [one.year for one in self.series]
        if len({len(year) for year in years}) != 1:
            raise ValueError("the years of a vintage are all calendar years or all financial years")
        if years != sorted(set(years)):
            raise ValueError("the years of the series must rise, each once")
        return self

    @cached_property
    def years(self) -> dict[str, YearIndex]:
        """Each year of the vintage."""
        return {one.year: one for one in self.series}

    def knows(self, year: str) -> bool:
        """Whether the vintage has an index for the year, as calendar or financial years are written."""
        return year in self.years

    def uprating(self, from_year: str, to_year: str) -> Uprating:
        """From the prices of one year to those of another. Raises NoIndex where this vintage lacks one of them."""
        for year in (from_year, to_year):
            if not self.knows(year):
                raise NoIndex(
                    f"{self.title} ({self.vintage}) has no index for {year}. "
                    f"It reaches from {self.series[0].year} to {self.series[-1].year}."
                )
        return Uprating(
            from_year, to_year, self.years[from_year].index, self.years[to_year].index, self.vintage
        )


def uprated(worth: Decimal, by: Uprating) -> Decimal:
    """A unit value in the prices of the other year, to a millionth of a pound, half-up; there and back is the same to
    the penny."""
    return (worth * by.ratio).quantize(MILLIONTH, rounding=ROUND_HALF_UP)


def read_deflator(text: str, name: str) -> Deflator:
    """The vintage in ``text``; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, Deflator)
