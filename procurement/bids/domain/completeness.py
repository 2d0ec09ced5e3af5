"""What a bid needs before it can be submitted, and until when it may be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from procurement.tenders.domain import deadlines
from procurement.tenders.domain.scheme import Scheme

PRICE, OFFERS, PROPOSALS = "price", "offers", "proposals"
MOST_PRICE = Decimal("99999999999.99")
PENNY = LEAST_PRICE = Decimal("0.01")


@dataclass(frozen=True)
class Missing:
    """One thing to do before submission: its part (``price``, ``offers``, ``proposals`` or a question's uid) and the
    sentence."""

    part: str
    sentence: str


@dataclass(frozen=True)
class SoFar:
    """What a bid holds: whether a price, which questions' uids are answered, how many offers on what was asked can be
    counted, and which measures of its own it names without an offer."""

    has_price: bool
    answered: Collection[str]
    countable_offers: int
    not_offered: Collection[str] = ()


def missing(so_far: SoFar, scheme: Scheme) -> tuple[Missing, ...]:
    """Everything that is missing of what the published scheme asks for, in the order of the page."""
    found = []
    if not so_far.has_price:
        found.append(Missing(PRICE, "Enter your price."))
    for question in scheme.questions:
        if question.uid not in so_far.answered:
            found.append(Missing(question.uid, f"Answer {question.title[:1].lower()}{question.title[1:]}."))
    least = scheme.least_commitments
    if so_far.countable_offers < least.number:
        found.append(Missing(OFFERS, f"Offer {least.words}."))
    found += [
        Missing(PROPOSALS, f"Say what you offer on your own measure “{name}”, or remove it.")
        for name in so_far.not_offered
    ]
    return tuple(found)


def late_refusal(deadline: datetime, now: datetime) -> str | None:
    """Why no bid is taken at ``now``, or None: a bid counts up to the second of the deadline."""
    if deadlines.is_open(deadline, now):
        return None
    return f"Bids closed on {deadlines.said(deadline)}. Nothing can be changed or submitted after that."


def early_refusal(deadline: datetime, now: datetime) -> str | None:
    """Why bids cannot be opened at ``now``, or None."""
    if not deadlines.is_open(deadline, now):
        return None
    return f"Bids are sealed until the deadline, {deadlines.said(deadline)}. Nobody can open them before."


def price_refusal(amount: Decimal) -> str | None:
    """What is wrong with a price in pounds excluding VAT, or None."""
    if not amount.is_finite() or amount <= 0:
        return "Enter a price above £0"
    if amount > MOST_PRICE:
        return "Check the number of digits: the price must be less than £100 billion"
    if amount != amount.quantize(PENNY):
        return "Enter the price in pounds and pence, with no more than 2 decimal places"
    return None
