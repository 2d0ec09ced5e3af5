"""What signing means, what a contract is called, and how many people a commitment keeps in post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from measures.domain.person_time import length_in_years, posted_quantity
from measures.domain.units import HowItAddsUp, Term, Unit
from socialvalue.access.domain import Move, move
from socialvalue.periods import Period, quarters_of

SIGN = move(
    "signed the contract",
    {"awarded"},
    "signed",
    "contract.sign",
    "Sign the contract",
    "The unit values are frozen as they are today. Every commitment is posted to the ledger. The quarterly returns are "
    "made. The supplier is told today. You cannot undo this.",
)
MOVES: tuple[Move, ...] = (SIGN,)
HUNDREDTH = Decimal("0.01")


def contract_reference(procurement_reference: str) -> str:
    """``ABC-2026-014-C1``: the first contract of that procurement."""
    return f"{procurement_reference}-C1"


def signing_refusal(signed_on: date, *, today: date, awarded_on: date, ends_on: date) -> str | None:
    """Why a contract cannot have been signed on that day, or None."""
    if signed_on > today:
        return f"The day of signature cannot be in the future. Enter {_said(today)} or an earlier day."
    if signed_on < awarded_on:
        return (
            f"The contract was awarded on {_said(awarded_on)}, so it cannot have been signed before that. "
            "Enter that day or a later one."
        )
    if signed_on > ends_on:
        return f"The contract ends on {_said(ends_on)}, so it cannot be signed after that. Check the year."
    return None


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Counting:
    """How the quantities of one commitment are counted: what its measure says, its contract's term, the council's year."""

    unit: Unit
    adds_up: HowItAddsUp
    term: Term
    contract: Period
    month: int = 4
    first: int = 1
    one: str = ""
    many: str = ""

    @property
    def is_stock(self) -> bool:
        """Whether people in post are counted as person-time."""
        return self.adds_up is HowItAddsUp.STOCK

    @property
    def is_posted(self) -> bool:
        """Whether quantities are added up and stand in the ledger: neither levels nor words are."""
        return self.adds_up.posts(self.unit)

    def posted(self, quantity: Decimal, period: Period) -> Decimal | None:
        """What ``quantity`` in ``period`` adds to the ledger: FTE-years for people in post, itself for all else; None
        for a level or words, which are not posted."""
        return posted_quantity(
            quantity,
            period,
            unit=self.unit,
            adds_up=self.adds_up,
            contract=self.contract,
            term=self.term,
            month=self.month,
            first=self.first,
        )

    def words(self, quantity: Decimal | None) -> str:
        """A quantity as it was asked for: ``12 weeks``, ``5 FTE``; empty where there is none."""
        return "" if quantity is None else self.unit.quantity_words(quantity, self.one, self.many)

    def posted_words(self, quantity: Decimal | None) -> str:
        """A quantity as it stands in the ledger: ``12 weeks``, ``1.25 FTE-years``; empty where there is none."""
        return "" if quantity is None else self.unit.posted_as.quantity_words(quantity, self.one, self.many)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The financial quarters of the contract, clipped to it."""
        return tuple(quarters_of(self.contract, self.month, self.first))

    def average_in_post(self, posted: Mapping[Period, Decimal], over: Iterable[Period]) -> Decimal | None:
        """The average FTE in post over the periods ``over``, to two places, from FTE-years; None for what is no stock.

        FTE-years are FTE x length / term, so the average is their sum x term / the sum of the lengths.
        """
        lengths = sum((length_in_years(period, self.month, self.first) for period in over), Fraction(0))
        if not self.is_stock or not lengths:
            return None
        average = Fraction(sum(posted.values(), Decimal(0))) * self._term_in_years / lengths
        exact = Decimal(average.numerator) / Decimal(average.denominator)
        return exact.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)

    def profile_words(self, quantities: Mapping[Period, Decimal]) -> str:
        """What a whole profile comes to: ``12 weeks``, ``5 FTE in post on average: 10 FTE-years``, ``90% to 95%`` of a level;
        empty for words."""
        if not self.is_posted:
            return self._range_words(quantities)
        each = {period: self.posted(quantity, period) for period, quantity in quantities.items()}
        posted = {period: quantity for period, quantity in each.items() if quantity is not None}
        total = self.posted_words(sum(posted.values(), Decimal(0)))
        average = self.average_in_post(posted, self.quarters)
        return total if average is None else f"{self.words(average)} in post on average: {total}"

    def _range_words(self, quantities: Mapping[Period, Decimal]) -> str:
        if self.unit is Unit.NARRATIVE or not quantities:
            return ""
        least, most = self.words(min(quantities.values())), self.words(max(quantities.values()))
        return least if least == most else f"{least} to {most}"

    @property
    def _term_in_years(self) -> Fraction:
        whole = length_in_years(self.contract, self.month, self.first)
        return min(Fraction(1), whole) if self.term is Term.YEAR_OR_CONTRACT else Fraction(1)
