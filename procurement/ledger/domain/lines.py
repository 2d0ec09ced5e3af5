"""What is posted: a line is a quantity on one account for one period, a posting is all the lines of one deciding act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from socialvalue.access.domain import Refusal
from socialvalue.periods import Period

FOUR_PLACES = Decimal("0.0001")
MOST_QUANTITY = Decimal("99999999999999.9999")  # what numeric(18, 4) holds


class LedgerError(Exception):
    """The program asked the ledger for something that it must never do; nothing that a person typed causes it."""


class Kind(StrEnum):
    """What an entry says about the quantity."""

    COMMITTED = "committed"
    REPORTED = "reported"
    VERIFIED = "verified"

    @property
    def words(self) -> str:
        """As a page prints it."""
        return self.value.capitalize()


class Event(StrEnum):
    """The deciding act that a posting stands for."""

    SIGN = "sign"
    VARY = "vary"
    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    VERIFY = "verify"
    REVERSE = "reverse"
    RESTATE = "restate"
    HAND_ON = "hand_on"
    TAKE_OVER = "take_over"

    @property
    def words(self) -> str:
        """As a page prints it."""
        return _EVENT_WORDS[self]


_EVENT_WORDS = {
    Event.SIGN: "Signed",
    Event.VARY: "Varied",
    Event.SUBMIT: "Submitted",
    Event.RESUBMIT: "Submitted again",
    Event.VERIFY: "Verified",
    Event.REVERSE: "Reversed",
    Event.RESTATE: "Restated",
    Event.HAND_ON: "Passed to another council",
    Event.TAKE_OVER: "Taken over from another council",
}
KINDS_OF: dict[Event, frozenset[Kind]] = {
    Event.SIGN: frozenset({Kind.COMMITTED}),
    Event.VARY: frozenset({Kind.COMMITTED}),
    Event.SUBMIT: frozenset({Kind.REPORTED}),
    Event.RESUBMIT: frozenset({Kind.REPORTED}),
    Event.VERIFY: frozenset({Kind.VERIFIED}),
    Event.REVERSE: frozenset(Kind),
    Event.RESTATE: frozenset(Kind),
    Event.HAND_ON: frozenset({Kind.COMMITTED}),
    Event.TAKE_OVER: frozenset({Kind.COMMITTED}),
}


@dataclass(frozen=True)
class Source:
    """What a posting comes from: a row, and the revision of it that was decided on (from 1)."""

    type: str
    id: int
    revision: int

    @property
    def same_row(self) -> tuple[str, int]:
        """The row, whatever its revision."""
        return self.type, self.id


@dataclass(frozen=True)
class Counted:
    """A quantity of one commitment in one period, before the ledger values it.

    ``quantity`` is what adds up: a stock has been turned into person-time. ``place`` is a ward or small area.
    """

    commitment_id: int
    period: Period
    quantity: Decimal
    place: str = ""


@dataclass(frozen=True)
class Statement:
    """What one line of a return says; no lines at all means that the supplier says nothing any more."""

    source: Source
    lines: tuple[Counted, ...]


@dataclass(frozen=True)
class Line:
    """A quantity, and pounds where the account is valued, on one account for one period.

    Raises Refusal for a quantity that the ledger cannot hold, LedgerError for half a valuation.
    """

    account_id: int
    kind: Kind
    period: Period
    quantity: Decimal
    gross: Decimal | None = None
    adjusted: Decimal | None = None
    place: str = ""

    def __post_init__(self) -> None:
        check_quantity(self.quantity)
        if (self.gross is None) != (self.adjusted is None):
            raise LedgerError("A line is valued wholly or not at all.")

    @property
    def slot(self) -> tuple[int, Kind, Period, str]:
        """What may stand once only in a posting."""
        return self.account_id, self.kind, self.period, self.place

    @property
    def is_valued(self) -> bool:
        """Whether the line has pounds."""
        return self.gross is not None

    def negated(self) -> "Line":
        """The line that takes this one back to the penny."""
        return replace(
            self,
            quantity=-self.quantity,
            gross=None if self.gross is None else -self.gross,
            adjusted=None if self.adjusted is None else -self.adjusted,
        )


@dataclass(frozen=True)
class NewPosting:
    """A posting that is asked for; council and supplier come from the accounts of its lines."""

    event: Event
    source_type: str
    source_id: int
    revision: int
    lines: tuple[Line, ...]
    reason: str = ""
    reverses_id: int | None = None

    @property
    def key(self) -> tuple:
        """What the posting is unique by: a reversal by what it reverses, any other by its source."""
        if self.reverses_id is not None:
            return (self.reverses_id,)
        return self.source_type, self.source_id, self.revision, self.event

    @property
    def content(self) -> tuple:
        """What must be the same when the same posting is asked for again."""
        return frozenset(self.lines), self.reason, self.source_type, self.source_id, self.revision


@dataclass(frozen=True)
class Posted:
    """A posting that stands in the ledger."""

    id: int
    seq: int
    posting: NewPosting
    reversed_by: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether it counts: neither reversed nor itself a reversal."""
        return self.reversed_by is None and self.posting.event is not Event.REVERSE


def check_quantity(quantity: Decimal) -> None:
    """Refuse a quantity that cannot be held exactly: over 99,999,999,999,999.9999, or with more than four decimals."""
    if not quantity.is_finite() or abs(quantity) > MOST_QUANTITY:
        raise Refusal("Enter a smaller quantity.", "quantity")
    if quantity != quantity.quantize(FOUR_PLACES):
        raise Refusal("Enter a quantity with at most four decimals.", "quantity")


def live(postings: Sequence[Posted], *events: Event) -> tuple[Posted, ...]:
    """Those of ``postings`` that count and are one of ``events``, in the order of the ledger."""
    return tuple(p for p in sorted(postings, key=lambda p: p.seq) if p.is_live and p.posting.event in events)
