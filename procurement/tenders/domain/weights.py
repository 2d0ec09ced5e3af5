"""The weights of price, quality and social value: they total exactly 100, and social value keeps to the policy."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from councils.policies.domain.effects.weight import Weighting
from councils.policies.domain.requirements import Requirement
from councils.policies.domain.shape import percent_words
from procurement.opportunities.domain.exceptions import Exceptions

ALL = Decimal(100)
HUNDREDTH = Decimal("0.01")
NO_EXCEPTIONS = Exceptions()
Errors = list[tuple[str | None, str]]


class Kind(StrEnum):
    """What a question is about."""

    QUALITY = "quality"
    SOCIAL_VALUE = "social_value"

    @property
    def words(self) -> str:
        """The kind as it reads inside a sentence."""
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class Weights:
    """Percent of the overall score, each 0 to 100."""

    price: Decimal
    quality: Decimal
    social_value: Decimal

    @property
    def total(self) -> Decimal:
        """All three together; 100 where the tender can be published."""
        return self.price + self.quality + self.social_value

    def of(self, kind: Kind) -> Decimal:
        """The weight of quality or of social value."""
        return self.quality if kind is Kind.QUALITY else self.social_value

    def social_value_of(self, basis: str) -> Decimal:
        """Social value's percent of the ``overall`` score, or of all that is not price (``quality``)."""
        if basis == "overall":
            return self.social_value
        not_price = self.quality + self.social_value
        if not not_price:
            return Decimal(0)
        return (self.social_value / not_price * ALL).quantize(HUNDREDTH, rounding=ROUND_DOWN)


def total_refusal(weights: Weights) -> str | None:
    """Why the three do not total 100, with the total, or None."""
    gap = ALL - weights.total
    if not gap:
        return None
    how = f"Add {percent_words(gap)} to" if gap > 0 else f"Take {percent_words(-gap)} from"
    return f"The three weights must total exactly 100%. Yours total {percent_words(weights.total)}. {how} one of them."


def policy_refusal(
    weights: Weights, required: Requirement | None, exceptions: Exceptions = NO_EXCEPTIONS
) -> str | None:
    """Why the weight of social value does not keep to what the policy requires, with the clause, or None.

    A weight that an approved exception covers exactly is taken.
    """
    if required is None or not isinstance(required.effect, Weighting):
        return None
    percent = weights.social_value_of(required.effect.basis)
    if exceptions.allow(required.slot, percent):
        return None
    refused = required.effect.refusal(percent, required.citation)
    if refused and exceptions.wait_for(required.slot, percent):
        return (
            f"The exception for {percent_words(percent)} waits for approval ({required.citation}). "
            "You can set this weight when it is approved."
        )
    return refused


def weight_refusals(
    weights: Weights, required: Requirement | None, exceptions: Exceptions = NO_EXCEPTIONS
) -> Errors:
    """Everything that is wrong with the weights, each at its field."""
    wrong: Errors = []
    for field in ("price", "quality", "social_value"):
        given = getattr(weights, field)
        if not 0 <= given <= ALL:
            words = field.replace("_", " ").capitalize()
            wrong.append(
                (
                    f"{field}_weight",
                    f"{words} must be between 0% and 100%. You entered {percent_words(given)}",
                )
            )
        elif given != given.quantize(HUNDREDTH):
            wrong.append((f"{field}_weight", "Give a weight with at most two decimal places."))
    total, policy = total_refusal(weights), policy_refusal(weights, required, exceptions)
    if policy:
        wrong.append(("social_value_weight", policy))
    if total:
        wrong.append(("price_weight", total))
    return wrong


def weight_to_start_from(required: Requirement | None) -> Decimal | None:
    """The only weight of social value that the policy allows, or None where there is a choice."""
    effect = required.effect if required else None
    if not isinstance(effect, Weighting) or effect.basis != "overall" or effect.lowest != effect.highest:
        return None
    return effect.lowest


def marks_hint(marks: Decimal, weight: Decimal | None, own: Decimal | None) -> str:
    """How many marks are free for one question; ``own`` are those that it carries already."""
    if weight is None:
        return "All questions of a kind together carry its weight."
    free = weight - marks + (own or Decimal(0))
    if free <= 0:
        return f"All {_plain(weight)} marks are shared out already."
    return f"{_plain(free)} of {_plain(weight)} marks are not shared out yet."


def marks_refusal(kind: Kind, marks: Decimal, weight: Decimal) -> str | None:
    """Why the marks of one kind's questions do not total the weight of that kind, or None."""
    gap = weight - marks
    if not gap:
        return None
    if not marks:
        return (
            f"There are no {kind.words} questions, and {kind.words} has {percent_words(weight)} of the score."
        )
    how = "still to share out" if gap > 0 else "too many"
    return (
        f"The {kind.words} questions carry {_plain(marks)} marks. They must carry {_plain(weight)}, "
        f"the weight of {kind.words}: {_plain(abs(gap))} {how}."
    )


def _plain(marks: Decimal) -> str:
    return percent_words(marks)[:-1]
