"""What a bid holds, laid out as the tender asked, and what it still needs."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from procurement.bids.domain import completeness
from procurement.bids.domain.completeness import Missing, SoFar
from procurement.bids.domain.quantities import RowTotal, Year, YearRow, grid, row_total, year_totals
from procurement.bids.models import Bid, BidAnswer, Offer, OfferLine, Price, ProposedMeasure
from procurement.bids.queries.bids import frozen_scheme
from procurement.bids.queries.proposing import asked_as, proposals
from procurement.tenders.domain.scheme import AskedMeasure, AskedQuestion, Scheme, Variant
from socialvalue.access.domain import Actor, NotFound
from socialvalue.periods import Period


@dataclass(frozen=True)
class Answered:
    """One question with what the bidder wrote; version 0 where nothing is written yet."""

    question: AskedQuestion
    text: str
    version: int


@dataclass(frozen=True)
class ShownCell:
    """One quarter of an offer as it is read: its label, its days and its quantity in words."""

    label: str
    days: str
    quantity: Decimal | None


@dataclass(frozen=True)
class ShownYear:
    """One financial year of an offer; None where the contract does not touch a quarter."""

    label: str
    cells: tuple[ShownCell | None, ...]
    total: Decimal | None = None


@dataclass(frozen=True)
class OfferShown:
    """One measure (and variant) with what the bidder offers on it, if anything; version 0 where it does not."""

    asked: AskedMeasure
    variant: Variant | None
    version: int
    how: str
    lines: Mapping[Period, Decimal]
    total: RowTotal
    years: tuple[ShownYear, ...]
    offer: Offer | None = None
    proposal: ProposedMeasure | None = None

    @property
    def title(self) -> str:
        """``Apprenticeships, Level 3``."""
        return f"{self.asked.headline}, {self.variant.name}" if self.variant else self.asked.headline

    @property
    def total_label(self) -> str:
        """What the totals of the years are counted in; empty for what does not add up."""
        if not self.asked.is_counted:
            return ""
        return "Total" if self.asked.unit.posted_as is self.asked.unit else self.asked.unit.posted_as.label

    @property
    def is_offered(self) -> bool:
        """Whether there is an offer."""
        return self.version > 0

    def url_in(self, bid_uid: uuid.UUID) -> str:
        """The page in the portal on which the bidder writes this offer."""
        return self._url("", bid_uid)

    def remove_url_in(self, bid_uid: uuid.UUID) -> str:
        """Where the bidder takes it out, with the measure where that is its own."""
        if self.proposal:
            return reverse("portal_bids:proposal_remove", args=[bid_uid, self.proposal.uid])
        return self._url("_remove", bid_uid)

    def words_url_in(self, bid_uid: uuid.UUID) -> str:
        """Where the bidder changes what its own measure counts; empty for one that was asked."""
        return reverse("portal_bids:proposal", args=[bid_uid, self.proposal.uid]) if self.proposal else ""

    def _url(self, act: str, bid_uid: uuid.UUID) -> str:
        variant = [self.variant.key] if self.variant else []
        name = f"portal_bids:offer{'_variant' if variant else ''}{act}"
        return reverse(name, args=[bid_uid, self.asked.uid, *variant])


@dataclass(frozen=True)
class Contents:
    """All that a bid holds; ``price`` is None where there is none or the actor may not see it.

    ``slots`` are what the tender asks about, ``proposed`` are measures of the bidder's own.
    """

    price: Decimal | None
    price_version: int
    answers: tuple[Answered, ...]
    slots: tuple[OfferShown, ...]
    proposed: tuple[OfferShown, ...] = ()

    @property
    def offers(self) -> tuple[OfferShown, ...]:
        """The offers that were made on what was asked, in the tender's order."""
        return tuple(slot for slot in self.slots if slot.is_offered)

    def answer(self, question_uid: str) -> Answered:
        """The answer to one question; raises NotFound for a question that was not asked."""
        for answered in self.answers:
            if answered.question.uid == str(question_uid):
                return answered
        raise NotFound("this question is not in the tender")

    def slot(self, measure_uid: str, variant: str = "") -> OfferShown:
        """The place for one offer; raises NotFound for a measure or variant that was neither asked nor proposed."""
        for shown in (*self.slots, *self.proposed):
            if (
                shown.asked.uid == str(measure_uid)
                and (shown.variant.key if shown.variant else "") == variant
            ):
                return shown
        raise NotFound("this measure is not in the tender")


def contents(actor: Actor, of: Bid) -> Contents:
    """What a bid holds that the actor may see, laid out as the tender asked."""
    scheme = frozen_scheme(of.tender)
    price = Price.objects.visible_to(actor).filter(bid=of).first()
    written = {str(a.question.uid): a for a in _answers(actor, of)}
    made = _made(actor, of)
    return Contents(
        price=price.amount_ex_vat if price else None,
        price_version=price.version if price else 0,
        answers=tuple(_answered(question, written.get(question.uid)) for question in scheme.questions),
        slots=tuple(_slots(scheme, made, of)),
        proposed=tuple(_proposed(actor, of, scheme, made)),
    )


def year_of(of: Bid) -> Year:
    """When the financial years of the bid's council start."""
    return Year(of.council.year_starts_month, of.council.year_starts_day)


def _answers(actor: Actor, of: Bid) -> QuerySet[BidAnswer]:
    return BidAnswer.objects.visible_to(actor).filter(bid=of).select_related("question")


def _answered(question: AskedQuestion, written: BidAnswer | None) -> Answered:
    return Answered(question, written.text if written else "", written.version if written else 0)


def _made(actor: Actor, of: Bid) -> dict[tuple[str, str], Offer]:
    """The offers of a bid by the uid of what they are on and the variant."""
    lines = Prefetch("lines", OfferLine.objects.visible_to(actor).order_by("period_start"))
    rows = Offer.objects.visible_to(actor).filter(bid=of).select_related("measure", "proposal")
    return {
        (str((row.measure or row.proposal).uid), row.variant): row for row in rows.prefetch_related(lines)
    }


def _slots(scheme: Scheme, made: Mapping[tuple[str, str], Offer], of: Bid) -> list[OfferShown]:
    rows_of_years = grid(scheme.quarters, year_of(of))
    return [
        _shown(
            asked, variant, made.get((asked.uid, variant.key if variant else "")), scheme, rows_of_years, of
        )
        for asked in scheme.measures
        for variant in (asked.variants or (None,))
    ]


def _proposed(
    actor: Actor, of: Bid, scheme: Scheme, made: Mapping[tuple[str, str], Offer]
) -> Iterator[OfferShown]:
    if not scheme.takes_proposals:
        return
    rows_of_years = grid(scheme.quarters, year_of(of))
    for row in proposals(actor, of):
        shown = _shown(asked_as(row), None, made.get((str(row.uid), "")), scheme, rows_of_years, of)
        yield replace(shown, proposal=row)


def _shown(
    asked: AskedMeasure,
    variant: Variant | None,
    made: Offer | None,
    scheme: Scheme,
    rows: tuple[YearRow, ...],
    of: Bid,
) -> OfferShown:
    lines = {Period(x.period_start, x.period_end): x.quantity for x in made.lines.all()} if made else {}
    totals = year_totals(lines, asked, scheme.quarters, year_of(of))
    return OfferShown(
        asked=asked,
        variant=variant,
        version=made.version if made else 0,
        how=made.how if made else "",
        lines=lines,
        total=row_total(lines, asked, scheme.quarters, year_of(of)),
        years=tuple(_shown_year(row, lines, totals.get(row.label)) for row in rows),
        offer=made,
    )


def _shown_year(row: YearRow, lines: Mapping[Period, Decimal], total: Decimal | None) -> ShownYear:
    cells = (box and ShownCell(box.label, box.days, lines.get(box.period)) for box in row.boxes)
    return ShownYear(row.label, tuple(cells), total)


# What it still needs


def missing(of: Bid, held: Contents) -> tuple[Missing, ...]:
    """Everything that a bid needs before it can be submitted, by what was published."""
    so_far = SoFar(
        has_price=held.price is not None,
        answered={answered.question.uid for answered in held.answers if answered.version},
        countable_offers=sum(shown.asked.is_counted for shown in held.offers),
        not_offered=tuple(one.title for one in held.proposed if not one.is_offered),
    )
    return completeness.missing(so_far, frozen_scheme(of.tender))
