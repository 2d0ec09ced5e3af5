"""The facts of a procurement by which a policy judges it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from councils.policies.domain.words import Authority, ContractType, Route, VatBasis

ABSURD = Decimal("100000000000")  # a hundred billion pounds: no council buys this


@dataclass(frozen=True)
class Facts:
    """What is bought, how, for how much and when.

    ``value_ex_vat`` is the whole-life value in pounds: all years, extensions, options and lots. ``vat_rate`` is 0.20
    for 20%, and None where the supply is exempt. ``commenced_on`` is the day of the first notice, advertisement or
    contact that invites offers; until it is known the procurement is judged by ``judged_on``, provisionally.
    ``categories`` are CPV codes or the council's own keys. Raises ValueError, in words that can be shown.
    """

    contract_type: ContractType
    route: Route
    value_ex_vat: Decimal
    vat_rate: Decimal | None
    judged_on: date
    commenced_on: date | None = None
    categories: tuple[str, ...] = ()
    authority: Authority = Authority.SUB_CENTRAL
    urgent: bool = False

    def __post_init__(self) -> None:
        if not self.value_ex_vat.is_finite() or self.value_ex_vat < 0:
            raise ValueError("Enter the whole-life value as pounds, 0 or more.")
        if self.value_ex_vat >= ABSURD:
            raise ValueError("Enter a whole-life value below £100 billion.")
        if self.vat_rate is not None and not Decimal(0) <= self.vat_rate <= Decimal(1):
            raise ValueError("Enter the VAT rate as a share between 0 and 1, for instance 0.20 for 20%.")

    @property
    def value_inc_vat(self) -> Decimal:
        """Pounds including VAT, exact and never rounded, so that a line is met to the fraction of a penny."""
        return self.value_ex_vat * (1 + (self.vat_rate or Decimal(0)))

    def value(self, basis: VatBasis) -> Decimal:
        """The whole-life value on the basis that a rule compares it on."""
        return self.value_ex_vat if basis is VatBasis.EXCLUSIVE else self.value_inc_vat

    @property
    def day(self) -> date:
        """The day by whose rules the procurement is judged."""
        return self.commenced_on or self.judged_on

    @property
    def is_provisional(self) -> bool:
        """Whether the procurement has not commenced, and will be judged again."""
        return self.commenced_on is None

    def to_dict(self) -> dict[str, Any]:
        """The facts as JSON can hold them."""
        return {
            "contract_type": self.contract_type.value,
            "route": self.route.value,
            "value_ex_vat": str(self.value_ex_vat),
            "vat_rate": None if self.vat_rate is None else str(self.vat_rate),
            "judged_on": self.judged_on.isoformat(),
            "commenced_on": self.commenced_on and self.commenced_on.isoformat(),
            "categories": list(self.categories),
            "authority": self.authority.value,
            "urgent": self.urgent,
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Facts":
        """The facts that ``to_dict`` kept."""
        return cls(
            contract_type=ContractType(kept["contract_type"]),
            route=Route(kept["route"]),
            value_ex_vat=Decimal(kept["value_ex_vat"]),
            vat_rate=None if kept["vat_rate"] is None else Decimal(kept["vat_rate"]),
            judged_on=date.fromisoformat(kept["judged_on"]),
            commenced_on=date.fromisoformat(kept["commenced_on"]) if kept["commenced_on"] else None,
            categories=tuple(kept["categories"]),
            authority=Authority(kept["authority"]),
            urgent=kept["urgent"],
        )


def exact_pounds(amount: Decimal) -> str:
    """``£120,000.00``; a fraction of a penny is shown, not rounded, so that a comparison can be checked by eye."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"£{amount:,.{places}f}"


def day_words(day: date) -> str:
    """``3 December 2026``."""
    return f"{day.day} {day:%B %Y}"
