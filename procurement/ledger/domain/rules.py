"""What the ledger refuses: shapes of postings, and 0 <= verified <= reported on every account and period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from procurement.ledger.domain.lines import KINDS_OF, Event, Kind, LedgerError, Line, NewPosting
from socialvalue.access.domain import Refusal
from socialvalue.periods import FinancialYear, Period

NOTHING = Decimal(0)
Slot = tuple[int, Period]


@dataclass(frozen=True)
class Balance:
    """What stands on one account for one period; None means that nothing was said, which is not zero."""

    committed: Decimal | None = None
    reported: Decimal | None = None
    verified: Decimal | None = None

    def plus(self, line: Line) -> "Balance":
        """The balance once ``line`` is posted."""
        standing = {kind: getattr(self, kind) for kind in Kind}
        standing[line.kind] = (standing[line.kind] or NOTHING) + line.quantity
        return Balance(**standing)


def check_shape(new: NewPosting) -> None:
    """Refuse a posting that no act of the product can mean.

    Raises Refusal for a quantity below nothing, LedgerError for all else.
    """
    if not new.lines:
        raise LedgerError("A posting has at least one line.")
    if new.revision < 1:
        raise LedgerError("Revisions are counted from one.")
    if len({line.slot for line in new.lines}) < len(new.lines):
        raise LedgerError("A posting has one line for each account, kind, period and place.")
    if wrong := {line.kind for line in new.lines} - KINDS_OF[new.event]:
        raise LedgerError(f"“{new.event.words}” posts nothing {' or '.join(sorted(wrong))}.")
    if (new.event is Event.REVERSE) != (new.reverses_id is not None):
        raise LedgerError("A reversal, and nothing else, names what it reverses.")
    if new.event in _ONLY_ADDS and any(line.quantity < 0 for line in new.lines):
        raise Refusal("Enter a quantity of 0 or more.", "quantity")


_ONLY_ADDS = frozenset({Event.SIGN, Event.SUBMIT, Event.RESUBMIT, Event.VERIFY, Event.TAKE_OVER})


def check_balances(before: Mapping[Slot, Balance], postings: Iterable[NewPosting]) -> dict[Slot, Balance]:
    """The balances after ``postings``, which hold after each of them in turn, so that no reader ever sees them broken."""
    after = dict(before)
    for posting in postings:
        touched = {}
        for line in posting.lines:
            slot = line.account_id, line.period
            after[slot] = touched[slot] = after.get(slot, Balance()).plus(line)
        for balance in touched.values():
            check_balance(balance)
    return after


def check_balance(balance: Balance) -> None:
    """0 <= committed and 0 <= verified <= reported; more may be reported than was committed."""
    reported, verified = balance.reported or NOTHING, balance.verified or NOTHING
    if (balance.committed or NOTHING) < 0:
        raise Refusal("A commitment cannot be varied to less than nothing.", "quantity")
    if reported < 0 or verified < 0:
        raise LedgerError("What is reported or verified cannot fall below nothing.")
    if verified > reported:
        raise Refusal("You cannot verify more than was reported.", "quantity")


def lies_in_a_quarter(period: Period, month: int, first: int) -> bool:
    """Whether ``period`` is a financial quarter, or a part of one, of a council whose year starts on that day."""
    return any(
        quarter.start <= period.start and period.end <= quarter.end
        for quarter in FinancialYear.holding(period.start, month, first).quarters
    )
