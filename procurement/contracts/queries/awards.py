"""The awards that become contracts: what a contract will hold, read from the winning bid."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from councils.people import queries as people
from councils.people.models import User
from measures.domain.units import HowItAddsUp, Term, Unit
from procurement.bids import queries as bids
from procurement.bids.models import Award, Offer, OfferLine, Price, ProposedMeasure
from procurement.contracts.domain import Counting
from procurement.tenders.domain.scheme import Scheme
from procurement.tenders.models import Tender
from socialvalue.access.domain import PERMISSIONS, Actor, Role
from socialvalue.periods import Period


@dataclass(frozen=True)
class OfferedRow:
    """One offer of the winning bid, with what it comes to in words."""

    offer: Offer
    variant_words: str
    words: str


@dataclass(frozen=True)
class Preview:
    """What a contract made from an award will hold; price in pounds excluding VAT.

    ``undecided`` are the bidder's own measures about which somebody must decide first.
    """

    award: Award
    value_ex_vat: Decimal
    term: Period
    offers: tuple[OfferedRow, ...]
    undecided: tuple[ProposedMeasure, ...] = ()


def _awards(actor: Actor) -> QuerySet[Award]:
    """Awards of the tenders that ``actor`` sees, for those who make contracts; without their rankings.

    The row itself is only for those who may see every price. A lead who scored the tender may not, and still makes the
    contract: for that nobody needs what the others asked.
    """
    tenders = Tender.objects.visible_to(actor).filter(status=Tender.Status.AWARDED)
    if not actor.is_council or not actor.has(*PERMISSIONS["contract.sign"].roles):
        return Award.objects.none()
    rows = Award.objects.visible_to(Actor.system(actor.council_id)).filter(tender__in=tenders)
    return rows.defer("ranking").select_related(
        "council", "tender__procurement__service_area", "bid__supplier"
    )


def award(actor: Actor, tender_uid: uuid.UUID) -> Award:
    """The award of a tender; raises NotFound."""
    return _awards(actor).get_visible(Actor.system(actor.council_id), tender__uid=tender_uid)


def awards_to_prepare(actor: Actor) -> QuerySet[Award]:
    """Awards that have no contract yet, oldest first; ``has_undecided`` tells of measures of the bidder to decide about."""
    undecided = ProposedMeasure.objects.visible_to(Actor.system(actor.council_id)).filter(
        bid=OuterRef("bid"), status=ProposedMeasure.Status.PROPOSED
    )
    rows = _awards(actor).annotate(has_undecided=Exists(undecided))
    return rows.filter(tender__procurement__contract__isnull=True).order_by("awarded_at")


def managers(actor: Actor) -> list[User]:
    """The colleagues who may manage a contract, by name."""
    return people.colleagues(actor, Role.CONTRACT_MANAGER)


def preview(actor: Actor, of: Award) -> Preview:
    """What the contract of an award will hold: the price, the term that bidders were told, and the offers in order.

    Of the bidder's own measures those that were approved.

    Once awarded, the winner's price is the contract's value, so that it is read for whoever may see the award.
    """
    system = Actor.system(of.council_id)
    price = Price.objects.get_visible(system, bid=of.bid)
    scheme = Scheme.from_dict(of.tender.scheme)
    lines = Prefetch("lines", queryset=OfferLine.objects.visible_to(system).order_by("period_start"))
    offers = Offer.objects.visible_to(system).filter(bid=of.bid).prefetch_related(lines)
    known = offers.select_related("measure__outcome", "proposal__taken_up__measure__outcome")
    rows = tuple(_row(of, scheme, offer) for offer in known if offer.counted_by)
    undecided = tuple(bids.undecided(system, of.bid))
    return Preview(of, price.amount_ex_vat, scheme.term, rows, undecided)


def _row(of: Award, scheme: Scheme, offer: Offer) -> OfferedRow:
    measure, council = offer.counted_by, of.council
    names = {variant["key"]: variant["name"] for variant in measure.variants}
    counting = Counting(
        unit=Unit(measure.unit),
        adds_up=HowItAddsUp(measure.adds_up),
        term=Term(measure.term),
        contract=scheme.term,
        month=council.year_starts_month,
        first=council.year_starts_day,
        one=measure.counted_one,
        many=measure.counted_many,
    )
    lines = {Period(line.period_start, line.period_end): line.quantity for line in offer.lines.all()}
    return OfferedRow(offer, names.get(offer.variant, ""), counting.profile_words(lines))
