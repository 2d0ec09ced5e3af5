"""What bidding and reporting cost a supplier in minutes, by our own estimates, and how that stands to the council's limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from measures.domain.fairness import Fairness
from measures.domain.units import Unit

HOUR = 60  # minutes
SHOWN = 5  # the biggest of many


@dataclass(frozen=True)
class MeasureAsked:
    """A measure as far as it costs time: its unit, how many variants are counted apart, whether evidence is asked."""

    name: str
    unit: Unit
    variants: int = 0
    evidence: bool = True


@dataclass(frozen=True)
class QuestionAsked:
    """A question about quality or about social value."""

    name: str
    kind: Literal["quality", "social_value"]


@dataclass(frozen=True)
class Cost:
    """What one thing costs, in minutes."""

    name: str
    minutes: int


@dataclass(frozen=True)
class Burden:
    """The minutes of one bid and of one return, thing by thing, and how many returns there are."""

    bid: tuple[Cost, ...]
    each_return: tuple[Cost, ...]
    returns: int

    @property
    def bid_minutes(self) -> int:
        """Minutes of a bid that answers every question and offers something on every measure."""
        return sum(cost.minutes for cost in self.bid)

    @property
    def return_minutes(self) -> int:
        """Minutes of one return with a line on every measure."""
        return sum(cost.minutes for cost in self.each_return)

    @property
    def all_returns_minutes(self) -> int:
        """Minutes of all returns of the contract together."""
        return self.return_minutes * self.returns

    @property
    def biggest(self) -> tuple[Cost, ...]:
        """What costs most in a bid, the biggest first; of equal ones the first asked."""
        return tuple(sorted(self.bid, key=lambda cost: -cost.minutes)[:SHOWN])

    @property
    def bid_words(self) -> str:
        """``2 hours 30 minutes``."""
        return duration(self.bid_minutes)

    @property
    def return_words(self) -> str:
        """``40 minutes``."""
        return duration(self.return_minutes)

    @property
    def all_returns_words(self) -> str:
        """``8 hours``."""
        return duration(self.all_returns_minutes)


def burden(
    questions: Iterable[QuestionAsked], measures: Iterable[MeasureAsked], *, returns: int, fair: Fairness
) -> Burden:
    """What a tender costs a bidder that answers everything, and a supplier at each of so many ``returns``."""
    bid, due = fair.minutes.bid, fair.minutes.return_
    asked = tuple(measures)
    bidding = [Cost("Reading the tender, declaring and submitting", bid.start), Cost("The price", bid.price)]
    bidding += [Cost(one.name, bid.questions[one.kind]) for one in questions]
    bidding += [
        Cost(one.name, bid.measures[one.unit] + _further(one) * bid.each_further_variant) for one in asked
    ]
    returning = [Cost("Signing in, reading and sending", due.start)] if asked else []
    returning += [
        Cost(
            one.name,
            due.measures[one.unit]
            + _further(one) * due.each_further_variant
            + (due.evidence if one.evidence else 0),
        )
        for one in asked
    ]
    return Burden(tuple(bidding), tuple(returning), returns if asked else 0)


def _further(measure: MeasureAsked) -> int:
    return max(measure.variants - 1, 0)


@dataclass(frozen=True)
class Held:
    """Minutes beside the limit that a council has set."""

    minutes: int
    limit: int

    @property
    def is_over(self) -> bool:
        """Whether more is asked than the limit allows; the limit itself is allowed."""
        return self.minutes > self.limit

    @property
    def words(self) -> str:
        """``30 minutes over the limit of 2 hours``."""
        if self.minutes == self.limit:
            return f"exactly the limit of {duration(self.limit)}"
        side = "over" if self.is_over else "under"
        return f"{duration(abs(self.minutes - self.limit))} {side} the limit of {duration(self.limit)}"


def duration(minutes: int) -> str:
    """``45 minutes``, ``1 hour``, ``2 hours 30 minutes``."""
    hours, rest = divmod(minutes, HOUR)
    said = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest or not hours:
        said.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(said)
