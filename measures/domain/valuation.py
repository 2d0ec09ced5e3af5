"""What a quantity is worth: unit value, source and adjustments in, pounds and the arithmetic in words out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, reduce
from typing import Any, NamedTuple

from councils.policies.domain.counting import Unit
from measures.domain.deflating import Uprating, uprated
from socialvalue.money import pounds, round_pounds

OPEN = "open"
OPEN_NAME = "Open values"


class FactorKind(StrEnum):
    """An adjustment: the first four take a share off, attribution is the share that is kept."""

    DEADWEIGHT = "deadweight"
    DISPLACEMENT = "displacement"
    LEAKAGE = "leakage"
    SUBSTITUTION = "substitution"
    ATTRIBUTION = "attribution"

    @property
    def meaning(self) -> str:
        """What the rate is a share of, in plain words."""
        return _MEANINGS[self]


_MEANINGS = {
    FactorKind.DEADWEIGHT: "the share that would have happened anyway",
    FactorKind.DISPLACEMENT: "the share that was only moved from elsewhere",
    FactorKind.LEAKAGE: "the share that goes to people outside the area or group",
    FactorKind.SUBSTITUTION: "the share where one person or activity only replaces another",
    FactorKind.ATTRIBUTION: "the share that is due to this contract, and is kept",
}


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
class OverTime:
    """How later years count less, by whole calendar years after ``first_year``.

    ``drop_off`` is the share by which an effect fades each year, ``discount`` the rate by which later pounds count
    less (HM Treasury, Green Book: 0.035, and 0.015 for health). Both are shares from 0, and drop-off is at most 1.
    """

    first_year: int
    drop_off: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not (self.drop_off.is_finite() and 0 <= self.drop_off <= 1):
            raise ValueError("A rate of drop-off is a share from 0 to 1.")
        if not (self.discount.is_finite() and 0 <= self.discount <= 1):
            raise ValueError("A rate of discounting is a share from 0 to 1.")

    def years(self, year: int) -> int:
        """Whole years after the first; none for years before it."""
        return max(0, year - self.first_year)

    def keeps(self, year: int) -> Decimal:
        """The share that is left in a calendar year."""
        after = self.years(year)
        if not after:
            return Decimal(1)  # also where all of it is gone a year later: 0 to the power of 0 is no number
        return (1 - self.drop_off) ** after / (1 + self.discount) ** after

    def words(self, year: int) -> tuple[str, ...]:
        """``(1 - 0.30 drop-off)^2``, ``1 / 1.035^2 (discounting)``; nothing in the first year."""
        after = self.years(year)
        if not after:
            return ()
        steps = []
        if self.drop_off:
            steps.append(f"(1 - {self.drop_off:f} drop-off)^{after}")
        if self.discount:
            steps.append(f"1 / {1 + self.discount:f}^{after} (discounting)")
        return tuple(steps)


class Rate(NamedTuple):
    """Pounds for one unit: as the source has it, in the prices that are asked for, and after adjustments."""

    worth: Decimal
    gross: Decimal
    adjusted: Decimal


@dataclass(frozen=True)
class Valuation:
    """How one measure is valued; frozen with the tender or contract that uses it, so that figures never change later.

    ``values`` holds (calendar year, pounds for one unit), or one pair with the year None where the value holds for all
    years; none at all means *not valued*, which is not zero. ``net`` tells that the value is already adjusted, and then
    it takes no factors. ``short`` is the source as the arithmetic prints it. ``method`` names the family of values
    (``open``, or a council's licensed one): pounds of different methods are never added. ``uprating`` brings the values
    to the prices of another year. ``secret``: the licence lets nobody outside the council see the unit value; ``confined``: it does not
    let everybody see it, so that it is not published either.
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
    method: str = OPEN
    method_name: str = OPEN_NAME
    uprating: Uprating | None = None
    over_time: OverTime | None = None
    secret: bool = False
    confined: bool = False

    def __post_init__(self) -> None:
        years = [year for year, _ in self.values]
        if len(set(years)) != len(years) or (None in years and len(years) > 1):
            raise ValueError("A unit value holds for all years, or for each year once.")
        if any(not worth.is_finite() or worth < 0 for _, worth in self.values):
            raise ValueError("A unit value is a number of pounds, 0 or more.")
        if self.net and (self.factors or (self.over_time and self.over_time.drop_off)):
            raise ValueError(
                "This value is already net: adjusting it again would take the same share off twice."
            )
        if len({factor.kind for factor in self.factors}) != len(self.factors):
            raise ValueError("Each adjustment is made once.")
        if self.uprating and self.uprating.from_year != self.price_year:
            raise ValueError(f"These values are in prices of {self.price_year or 'no stated year'}.")

    @classmethod
    def none(cls, unit: Unit) -> "Valuation":
        """Counted, and not valued."""
        return cls(unit=unit)

    @property
    def is_valued(self) -> bool:
        """Whether there is a unit value at all."""
        return bool(self.values)

    @property
    def is_adjusted(self) -> bool:
        """Whether its adjusted pounds can differ from its gross ones."""
        return bool(self.factors or self.over_time)

    @property
    def prices(self) -> str:
        """The year of the prices in which pounds come out: ``2022``, or what they were uprated to."""
        return self.uprating.to_year if self.uprating else self.price_year

    @cached_property
    def _known(self) -> dict[int | None, Decimal]:
        return dict(self.values)

    @cached_property
    def _kept(self) -> Decimal:
        return reduce(lambda left, factor: left * factor.keeps, self.factors, Decimal(1))

    @cached_property
    def _rates(self) -> dict[int, "Rate | None"]:
        return {}

    def rate(self, year: int) -> "Rate | None":
        """What one unit comes to in a calendar year, not rounded; None where there is no value for it. Kept by year."""
        try:
            return self._rates[year]
        except KeyError:
            self._rates[year] = found = self._rate(year)
            return found

    def _rate(self, year: int) -> "Rate | None":
        worth = self.value_for(year)
        if worth is None:
            return None
        gross = worth * self.uprating.ratio if self.uprating else worth
        return Rate(worth, gross, gross * self.keeps(year) if self.is_adjusted else gross)

    def value_for(self, year: int) -> Decimal | None:
        """Pounds for one unit in a calendar year as the source has it; None where there is no value for it."""
        return self._known.get(year, self._known.get(None))

    def uprated_for(self, year: int) -> Decimal | None:
        """The same in the prices that pounds come out in, to a millionth."""
        worth = self.value_for(year)
        return uprated(worth, self.uprating) if worth is not None and self.uprating else worth

    def keeps(self, year: int) -> Decimal:
        """The share of the gross value that adjustments leave in a calendar year; at most 1."""
        return self._kept * self.over_time.keeps(year) if self.over_time else self._kept

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        time = self.over_time
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
            "method": self.method,
            "method_name": self.method_name,
            "uprating": self.uprating.to_dict() if self.uprating else None,
            "over_time": time
            and {
                "first_year": time.first_year,
                "drop_off": str(time.drop_off),
                "discount": str(time.discount),
            },
            "secret": self.secret,
            "confined": self.confined,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Valuation":
        """The valuation that ``to_dict`` kept; what was kept before there were methods is by open values."""
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
            method=kept.get("method", OPEN),
            method_name=kept.get("method_name", OPEN_NAME),
            uprating=Uprating.from_dict(kept["uprating"]) if kept.get("uprating") else None,
            over_time=_over_time(kept.get("over_time")),
            secret=kept.get("secret", False),
            confined=kept.get("confined", kept.get("secret", False)),
        )


def _over_time(kept: Mapping[str, Any] | None) -> OverTime | None:
    if not kept:
        return None
    return OverTime(kept["first_year"], Decimal(kept["drop_off"]), Decimal(kept["discount"]))


class Valued(NamedTuple):
    """A quantity with its pounds: gross, adjusted, and the arithmetic in words. ``unit_value`` is as the source has it."""

    quantity: Decimal
    unit_value: Decimal
    gross: Decimal
    adjusted: Decimal
    valuation: Valuation
    year: int

    @property
    def words(self) -> str:
        """``12 weeks x £250.00 (source, edition) x (1 - 0.20 deadweight) = £2,400.00``."""
        return _arithmetic(self)


def value(quantity: Decimal, valuation: Valuation, year: int) -> Valued | None:
    """What ``quantity`` is worth at the value of the calendar year; None where it is not valued, which is not zero.

    ``12 tonnes x £277.22 (DESNZ 2023, 2026, 2022 prices) = £3,326.64``. Gross and adjusted are each rounded once, half-up
    to the penny. The year of a quarter is that of its first day. A negative quantity values a reversal exactly.
    """
    rate = valuation.rate(year)
    if rate is None:
        return None
    gross = round_pounds(quantity * rate.gross)
    adjusted = round_pounds(quantity * rate.adjusted) if valuation.is_adjusted else gross
    return Valued(quantity, rate.worth, gross, adjusted, valuation, year)


def _arithmetic(said: Valued) -> str:
    valuation = said.valuation
    dated = any(known is not None for known, _ in valuation.values)
    prices = f"{valuation.price_year} prices" if valuation.price_year else ""
    about = ", ".join(part for part in (valuation.short, str(said.year) if dated else "", prices) if part)
    steps = [
        valuation.unit.quantity_words(said.quantity),
        f"{unit_pounds(said.unit_value)} ({about})" if about else unit_pounds(said.unit_value),
    ]
    if valuation.uprating:
        steps.append(valuation.uprating.words)
    steps += [factor.words for factor in valuation.factors]
    if valuation.over_time:
        steps += valuation.over_time.words(said.year)
    return f"{' x '.join(steps)} = {pounds(said.adjusted)}"


def unit_pounds(worth: Decimal) -> str:
    """A unit value in pounds, with the fractions of a penny that it may have."""
    return pounds(worth) if worth == round_pounds(worth) else f"£{worth.normalize():,f}"
