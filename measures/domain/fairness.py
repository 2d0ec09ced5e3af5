"""The file of what is fair to ask: a wage, the lines at which a quantity looks odd, and minutes; each with its reason."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from councils.policies.domain.counting import Unit
from councils.policies.domain.file import read_part
from councils.policies.domain.shape import Key, Line, Part, Text, WrongAt

Share = Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]
Amount = Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=2)]
Minutes = Annotated[int, Field(ge=0, le=2400)]
Headcount = Annotated[int, Field(ge=1, le=9_999)]
HUNDRED = Decimal(100)
ASKED = frozenset(Unit) - {
    Unit.FTE_YEAR
}  # FTE-years are what people in post are posted as, and are never asked for


class Wage(Part):
    """What an hour of work is taken to cost, in pounds, and how many paid hours a full-time year has."""

    name: Line
    edition: Line
    an_hour: Amount
    publisher: Line
    source: Text
    licence: Text
    hours_a_week: Amount
    weeks_a_year: Amount
    why: Text

    @property
    def a_week(self) -> Decimal:
        """Pounds for a full-time week."""
        return self.an_hour * self.hours_a_week

    @property
    def a_year(self) -> Decimal:
        """Pounds for one full-time person for a year."""
        return self.a_week * self.weeks_a_year

    @property
    def words(self) -> str:
        """``the real Living Wage (2025-26, £13.45 an hour)``."""
        return f"the {self.name} ({self.edition}, £{self.an_hour:.2f} an hour)"


class ShareLine(Part):
    """A share of the price, in percent, above which a quantity is told to be odd."""

    percent: Share
    why: Text

    @property
    def fraction(self) -> Decimal:
        """The share as a number from 0 to 1."""
        return self.percent / HUNDRED


class Shares(Part):
    """The shares of the price for people in post, weeks, hours, money given and money spent."""

    people: ShareLine
    weeks: ShareLine
    hours: ShareLine
    gifts: ShareLine
    spending: ShareLine


class Items(Part):
    """How many pounds of the price should stand behind each item, and how many items a month are many."""

    price_behind_each: Amount
    most_a_month: Amount
    why: Text


class Tonnes(Part):
    """How many pounds of the price should stand behind each tonne of CO2e."""

    price_behind_each: Amount
    why: Text


class Sizes(Part):
    """The most people who work in a business of each size that has a most."""

    most: dict[Key, Headcount]
    source: Text


class Suggesting(Part):
    """How many past contracts of one category are enough to suggest a quantity from them alone."""

    least_of_a_category: int = Field(ge=1, le=100)
    why: Text


def _whole(minutes: dict[Unit, int]) -> None:
    missing = sorted(unit.value for unit in ASKED - set(minutes))
    if missing or Unit.FTE_YEAR in minutes:
        wrong = (
            f"says nothing of {', '.join(missing)}" if missing else "names fte_year, which is never asked for"
        )
        raise WrongAt("measures", wrong)


class BidMinutes(Part):
    """Minutes of one bid: to start, for the price, for a question of each kind, and for a measure in each unit."""

    start: Minutes
    price: Minutes
    questions: dict[Literal["quality", "social_value"], Minutes] = Field(min_length=2)
    measures: dict[Unit, Minutes]
    each_further_variant: Minutes

    @model_validator(mode="after")
    def _names_every_unit(self) -> "BidMinutes":
        _whole(self.measures)
        return self


class ReturnMinutes(Part):
    """Minutes of one return: to start, for a measure in each unit, and for the evidence of a measure."""

    start: Minutes
    measures: dict[Unit, Minutes]
    evidence: Minutes
    each_further_variant: Minutes

    @model_validator(mode="after")
    def _names_every_unit(self) -> "ReturnMinutes":
        _whole(self.measures)
        return self


class MinuteTable(Part):
    """How long a bid and a return are estimated to take, in minutes."""

    why: Text
    bid: BidMinutes
    return_: ReturnMinutes = Field(alias="return")


class Fairness(Part):
    """All of the file."""

    format: Literal[1]
    wage: Wage
    shares: Shares
    gifts_valued_by: tuple[Key, ...]
    items: Items
    tonnes: Tonnes
    sizes: Sizes
    suggesting: Suggesting
    minutes: MinuteTable


def read_fairness(text: str, name: str) -> Fairness:
    """What the file in ``text`` says; raises FrameworkErrors with everything that is wrong, each with its line and key."""
    return read_part(text, name, Fairness)
