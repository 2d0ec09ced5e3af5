"""What a quantity is worth: unit value, source and adjustments in, pounds and the arithmetic in words out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import Any

from councils.policies.domain.counting import Unit
from socialvalue.money import pounds, round_pounds


class FactorKind(StrEnum):
    """An adjustment: the first four take a share off, attribution is the share that is kept."""

    DEADWEIGHT = "deadweight"
    DISPLACEMENT = "displacement"
    LEAKAGE = "leakage"
    SUBSTITUTION = "substitution"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True)
class Factor:
    """One adjustment with its reason; ``rate`` is a share from 0 to 1."""

    kind: FactorKind
    rate: Decimal
    why: str = ""

    def __post_init__(self) -> None:
        if not self.rate.is_finite() or not 0 <= self.rate <= 1:
            raise ValueError(f"A rate of {self.kind.value} is a share from 0 to 1.")

    @property
    def keeps(self) -> Decimal:
        """The share of the value that is left."""
        return self.rate if self.kind is FactorKind.ATTRIBUTION else 1 - self.rate

    @property
    def words(self) -> str:
        """``(1 - 0.20 deadweight)``, ``0.75 attribution``."""
        if self.kind is FactorKind.ATTRIBUTION:
            return f"{self.rate:f} attribution"
        return f"(1 - {self.rate:f} {self.kind.value})"


@dataclass(frozen=True)
class Valuation:
    """How one measure is valued; frozen with the tender or contract that uses it, so that figures never change later.

    ``values`` holds (calendar year, pounds for one unit), or one pair with the year None where the value holds for all
    years; none at all means *not valued*, which is not zero. ``net`` tells that the value is already adjusted, and then
    it takes no factors. ``short`` is the source as the arithmetic prints it.
    """

    unit: Unit
    values: tuple[tuple[int | None, Decimal], ...] = ()
    short: str = ""
    source: str = ""
    licence: str = ""
    edition: str = ""
    price_year: str = ""
    net: bool = False
    factors: tuple[Factor, ...] = ()
    basis: str = ""

    def __post_init__(self) -> None:
        years = [year for year, _ in self.values]
        if len(set(years)) != len(years) or (None in years and len(years) > 1):
            raise ValueError("A unit value holds for all years, or for each year once.")
        if any(not worth.is_finite() or worth < 0 for _, worth in self.values):
            raise ValueError("A unit value is a number of pounds, 0 or more.")
        if self.net and self.factors:
            raise ValueError(
                "This value is already net: adjusting it again would take the same share off twice."
            )
        if len({factor.kind for factor in self.factors}) != len(self.factors):
            raise ValueError("Each adjustment is made once.")

    @classmethod
    def none(cls, unit: Unit) -> "Valuation":
        """Counted, and not valued."""
        return cls(unit=unit)

    @property
    def is_valued(self) -> bool:
        """Whether there is a unit value at all."""
        return bool(self.values)

    def value_for(self, year: int) -> Decimal | None:
        """Pounds for one unit in a calendar year; None where there is no value for it."""
        known = dict(self.values)
        return known.get(year, known.get(None))

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        return {
            "unit": self.unit.value,
            "values": [[year, str(worth)] for year, worth in self.values],
            "short": self.short,
            "source": self.source,
            "licence": self.licence,
            "edition": self.edition,
            "price_year": self.price_year,
            "net": self.net,
            "factors": [{"kind": f.kind.value, "rate": str(f.rate), "why": f.why} for f in self.factors],
            "basis": self.basis,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Valuation":
        """The valuation that ``to_dict`` kept."""
        return cls(
            unit=Unit(kept["unit"]),
            values=tuple((year, Decimal(worth)) for year, worth in kept["values"]),
            short=kept["short"],
            source=kept["source"],
            licence=kept["licence"],
            edition=kept["edition"],
            price_year=kept["price_year"],
            net=kept["net"],
            factors=tuple(
                Factor(FactorKind(f["kind"]), Decimal(f["rate"]), f["why"]) for f in kept["factors"]
            ),
            basis=kept["basis"],
        )


@dataclass(frozen=True)
class Valued:
    """A quantity with its pounds: gross, adjusted, and the arithmetic in words."""

    quantity: Decimal
    unit_value: Decimal
    gross: Decimal
    adjusted: Decimal
    words: str


def value(quantity: Decimal, valuation: Valuation, year: int) -> Valued | None:
    """What ``quantity`` is worth at the value of the calendar year; None where it is not valued, which is not zero.

    ``12 tonnes x £277.22 (DESNZ 2023, 2026, 2022 prices) = £3,326.64``. Gross and adjusted are each rounded once, half-up
    to the penny. The year of a quarter is that of its first day. A negative quantity values a reversal exactly.
    """
    worth = valuation.value_for(year)
    if worth is None:
        return None
    exact = quantity * worth
    gross = round_pounds(exact)
    adjusted = round_pounds(reduce(lambda left, factor: left * factor.keeps, valuation.factors, exact))
    return Valued(quantity, worth, gross, adjusted, _arithmetic(quantity, worth, valuation, year, adjusted))


def _arithmetic(quantity: Decimal, worth: Decimal, valuation: Valuation, year: int, result: Decimal) -> str:
    dated = any(known is not None for known, _ in valuation.values)
    prices = f"{valuation.price_year} prices" if valuation.price_year else ""
    about = ", ".join(part for part in (valuation.short, str(year) if dated else "", prices) if part)
    steps = [
        valuation.unit.quantity_words(quantity),
        f"{unit_pounds(worth)} ({about})" if about else unit_pounds(worth),
    ]
    steps += [factor.words for factor in valuation.factors]
    return f"{' x '.join(steps)} = {pounds(result)}"


def unit_pounds(worth: Decimal) -> str:
    """A unit value in pounds, with the fractions of a penny that it may have."""
    return pounds(worth) if worth == round_pounds(worth) else f"£{worth.normalize():,f}"
