"""A measure that is written for one procurement: what it must say, and what its value makes of a quantity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from councils.policies.domain.counting import HowItAddsUp, Unit
from measures.domain.valuation import Valuation
from socialvalue.access.domain import Refusal

METHOD = "bespoke"
METHOD_NAME = "Values written for one contract"
PRICE_YEAR = re.compile(r"(19|20)[0-9]{2}(-[0-9]{2})?")
SHORT = 60  # letters of a source that fit into the arithmetic
NOT_ASKED_FOR = (Unit.FTE_YEAR,)  # what people in post are posted as
NOT_WORTH = (Unit.PERCENT, Unit.NARRATIVE, Unit.YES_NO)  # nothing that pounds could be multiplied by


@dataclass(frozen=True)
class Written:
    """A measure as somebody wrote it; ``worth`` is pounds for one unit, or None where it is counted and not valued.

    People in post (FTE) are worth pounds for one FTE-year. ``worth_is_net``: what would have happened anyway is taken
    off already; None where nobody said.
    """

    headline: str
    definition: str
    unit: Unit
    adds_up: HowItAddsUp
    evidence: str
    why: str
    counted_one: str = ""
    counted_many: str = ""
    worth: Decimal | None = None
    worth_source: str = ""
    worth_licence: str = ""
    worth_price_year: str = ""
    worth_is_net: bool | None = False

    def check(self) -> None:
        """Raise Refusal with everything that is wrong, each at its field."""
        wrong = [*self._unsaid(), *self._miscounted(), *self._misvalued()]
        if wrong:
            raise Refusal.of(wrong)

    def _unsaid(self) -> Iterator[tuple[str, str]]:
        told = (
            ("headline", self.headline, "Give the measure a name"),
            ("definition", self.definition, "Say what is counted"),
            ("evidence", self.evidence, "Say what a supplier sends to show it"),
            ("why", self.why, "Say why the other measures do not fit"),
        )
        yield from ((field, message) for field, text, message in told if not text.strip())

    def _miscounted(self) -> Iterator[tuple[str, str]]:
        if self.unit in NOT_ASKED_FOR:
            yield "unit", "Choose FTE in post: it is turned into FTE-years when it is recorded"
        if misfit := self.adds_up.misfit(self.unit):
            yield "adds_up", f"{misfit} Choose again"
        named = bool(self.counted_one.strip() and self.counted_many.strip())
        if self.unit is Unit.ITEM and not named:
            yield "counted_one", "Say what one is called, and what several are called"
        if self.unit is Unit.ITEM and named:
            yield from self._misnamed()
        if self.unit is not Unit.ITEM and (self.counted_one.strip() or self.counted_many.strip()):
            yield "counted_one", f"Leave these empty: this is counted in {self.unit.label}"

    def _misnamed(self) -> Iterator[tuple[str, str]]:
        for field, word in (("counted_one", self.counted_one), ("counted_many", self.counted_many)):
            if word.strip()[:1].isdigit():
                yield field, "Enter the word alone, without a number"

    def _misvalued(self) -> Iterator[tuple[str, str]]:
        about = (
            ("worth_source", self.worth_source, "Say where the value comes from"),
            ("worth_licence", self.worth_licence, "Say by which licence it may be used and shown"),
            (
                "worth_price_year",
                self.worth_price_year,
                "Enter the year of its prices, such as 2026 or 2026-27",
            ),
        )
        if self.worth is None:
            if any(text.strip() for _, text, _ in about):
                yield "worth", "Enter the pounds for one unit, or leave its source, licence and year empty"
            return
        if self.unit in NOT_WORTH or self.adds_up.is_level:
            yield (
                "worth",
                "Words, yes or no, and what is never added up are not valued in pounds. Leave this empty",
            )
        if not self.worth.is_finite() or self.worth < 0:
            yield "worth", "The value must be £0 or more"
        yield from ((field, message) for field, text, message in about if not text.strip())
        if self.worth_is_net is None:
            yield "worth_is_net", "Say whether it is taken off already"
        if self.worth_price_year.strip() and not PRICE_YEAR.fullmatch(self.worth_price_year.strip()):
            yield "worth_price_year", "Enter the year of its prices, such as 2026 or 2026-27"

    def valuation(self) -> Valuation | None:
        """What values it: a method of its own, so that its pounds are never added to others; None where nothing does."""
        if self.worth is None:
            return None
        source = self.worth_source.strip()
        return Valuation(
            unit=self.unit.posted_as,
            values=((None, self.worth),),
            short=source if len(source) <= SHORT else "written for this contract",
            source=source,
            licence=self.worth_licence.strip(),
            price_year=self.worth_price_year.strip(),
            net=bool(self.worth_is_net),
            basis="Written for this one contract, and approved for it only.",
            method=METHOD,
            method_name=METHOD_NAME,
        )
