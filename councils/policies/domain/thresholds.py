"""The dated table of UK procurement thresholds, by kind of authority and type of contract."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import model_validator

from councils.policies.domain.facts import Facts, day_words, exact_pounds
from councils.policies.domain.shape import Line, Part, Pounds, WrongAt
from councils.policies.domain.words import Authority, ContractType, VatBasis


class ThresholdUnknown(ValueError):
    """The table does not reach the day; the text can be shown."""


class ThresholdPeriod(Part):
    """The thresholds in force between two days, both included.

    Which amount applies is fixed by the day on which the procurement commenced.
    """

    begins: date
    """The first day, itself included."""
    ends: date
    """The last day, itself included."""
    vat: VatBasis
    """Whether the amounts count VAT."""
    source: Line
    """Where the amounts were found."""
    amounts: dict[Authority, dict[ContractType, Pounds]]
    """Pounds by kind of authority, and in it by type of contract."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "ThresholdPeriod":
        if self.ends < self.begins:
            raise WrongAt("ends", f"ends on {self.ends}, before it begins on {self.begins}")
        return self


@dataclass(frozen=True)
class ThresholdLine:
    """The one threshold that a procurement is compared with."""

    amount: Decimal
    vat: VatBasis
    begins: date
    ends: date

    @property
    def words(self) -> str:
        """``£207,720.00 including VAT (1 January 2026 to 31 December 2027)``."""
        return (
            f"{exact_pounds(self.amount)} {self.vat.words} "
            f"({day_words(self.begins)} to {day_words(self.ends)})"
        )


@dataclass(frozen=True)
class Thresholds:
    """The periods of the table, in order of time."""

    periods: tuple[ThresholdPeriod, ...]

    def on(self, day: date) -> ThresholdPeriod | None:
        """The period that holds ``day``, or None."""
        return next((p for p in self.periods if p.begins <= day <= p.ends), None)

    def line_for(self, facts: Facts) -> ThresholdLine | None:
        """The line for these facts, or None for a type that the law sets no threshold for (a grant).

        Raises ThresholdUnknown where other periods have a line for the type and none covers the day.
        """
        kind, authority = facts.contract_type, facts.authority
        period = self.on(facts.day)
        if period and kind in (amounts := period.amounts.get(authority, {})):
            return ThresholdLine(amounts[kind], period.vat, period.begins, period.ends)
        if any(kind in p.amounts.get(authority, {}) for p in self.periods):
            raise ThresholdUnknown(
                f"No UK threshold for {kind.words} is known on {day_words(facts.day)}. "
                "Ask an administrator to load the table that covers this day."
            )
        return None
