"""Measures that a bid proposes beside those that the tender asks about."""

import uuid

from django.db.models import QuerySet

from councils.policies.domain.counting import HowItAddsUp, SecondYear, Term, Unit
from councils.policies.models import Outcome
from measures.models import Measure
from procurement.bids.models import Bid, ProposedMeasure
from procurement.bids.queries.bids import frozen_scheme
from procurement.tenders.domain.scheme import AskedMeasure
from procurement.tenders.models import Tender
from socialvalue.access.domain import Actor


def proposals(actor: Actor, of: Bid) -> QuerySet[ProposedMeasure]:
    """The measures that a bid proposes, in the order in which they were written."""
    rows = ProposedMeasure.objects.visible_to(actor).filter(bid=of)
    return rows.select_related("outcome", "decided_by", "taken_up").order_by("id")


def proposal(actor: Actor, bid_uid: uuid.UUID, uid: uuid.UUID) -> ProposedMeasure:
    """One of them; raises NotFound."""
    rows = ProposedMeasure.objects.select_related(
        "bid__tender__procurement", "bid__supplier", "bid__council", "outcome", "decided_by", "taken_up"
    )
    return rows.get_visible(actor, bid__uid=bid_uid, uid=uid)


def asked_as(row: ProposedMeasure) -> AskedMeasure:
    """A measure of the bidder's own as one that is asked."""
    return AskedMeasure(
        uid=str(row.uid),
        key="",
        headline=row.headline,
        definition=row.definition,
        outcome=row.outcome.title,
        unit=Unit(row.unit),
        adds_up=HowItAddsUp(row.adds_up),
        term=Term.YEAR,
        second_year=SecondYear.COUNTS_AGAIN,
        counted_one=row.counted_one,
        counted_many=row.counted_many,
        evidence=row.evidence,
    )


def outcomes_to_serve(actor: Actor, tender: Tender) -> list[Outcome]:
    """The outcomes of the measures that a tender asks about: what a bidder proposes must show one of them."""
    uids = [measure.uid for measure in frozen_scheme(tender).measures]
    rows = Measure.objects.visible_to(actor).filter(uid__in=uids).select_related("outcome")
    return list({row.outcome_id: row.outcome for row in rows.order_by("position")}.values())


def undecided(actor: Actor, bid: Bid) -> list[ProposedMeasure]:
    """The measures that a bid proposes and that nobody has decided about."""
    return list(proposals(actor, bid).filter(status=ProposedMeasure.Status.PROPOSED))
