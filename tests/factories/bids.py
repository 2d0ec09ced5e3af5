"""Builders of bids and of tenders that are opened, scored and awarded; everything goes through the services.

Opening moves the clock past the deadline. A tender that comes back has ``lead`` and ``scorers`` (actors) and
``made`` (its bids, each with ``actor``, the supplier's person); an awarded one has ``awarded``, the Award, too.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from councils.organisations.models import Council
from measures.domain.units import HowItAddsUp, Unit
from procurement.bids import queries, services
from procurement.bids.models import Award, Bid, ProposedMeasure
from procurement.opportunities.domain.bespoke import Written
from procurement.tenders.domain.scheme import AskedMeasure, Scheme
from procurement.tenders.models import Tender
from procurement.tenders.queries import scheme_of
from socialvalue import clock
from socialvalue.access.domain import Actor
from socialvalue.periods import Period
from tests.factories.councils import supplier, supplier_member
from tests.factories.tenders import published_tender

Offers = Mapping[str, Any]
PRICES = (Decimal("112500.00"), Decimal("118000.00"), Decimal("121000.00"))
HOW = "By our depot in the borough, with the college and the job centre."


def bidder(name: str = "") -> Actor:
    """Somebody who acts for a new supplier."""
    return supplier_member(supplier(name))


def draft_bid(tender: Tender, by: Actor | None = None) -> Bid:
    """A bid that was started and has nothing in it yet."""
    by = by or bidder()
    bid = services.start_bid(tender=tender, by=by)
    bid.actor = by
    return bid


def whole_bid(
    tender: Tender,
    by: Actor | None = None,
    *,
    price: Decimal | str | int = PRICES[0],
    offers: Offers | None = None,
    answers: str = "We keep every park open, and we say how.",
    proposes: Sequence[Mapping[str, Any]] = (),
) -> Bid:
    """A draft with all that submission asks for; ``proposes`` tells each measure of its own as for ``propose``.

    ``offers`` goes by the measure's key, or ``key:variant``. A value is a number (the same in each quarter), a sequence
    (one number a quarter, from the first), quantities by Period, or {"how": ..., "quantities": any of these}. Without
    it one offer is made on the first measure that can be counted.
    """
    bid = draft_bid(tender, by)
    scheme = scheme_of(tender)
    services.save_price(bid=bid, amount_ex_vat=Decimal(price), version=0, by=bid.actor)
    for question in scheme.questions:
        services.save_answer(bid=bid, question=question.uid, text=answers, version=0, by=bid.actor)
    for key, told in (offers if offers is not None else _any_offer(scheme)).items():
        offer(bid, key, told, scheme)
    for told in proposes:
        propose(bid, **told)
    fresh = queries.bid(bid.actor, bid.uid)
    fresh.actor = bid.actor
    return fresh


def offer(bid: Bid, key: str, told: Any, scheme: Scheme | None = None) -> None:
    """One offer of a draft, told as ``whole_bid`` says."""
    scheme = scheme or scheme_of(bid.tender)
    key, _, variant = key.partition(":")
    told = told if isinstance(told, Mapping) and "quantities" in told else {"quantities": told}
    asked = next(measure for measure in scheme.measures if measure.key == key)
    services.save_offer(
        bid=bid,
        measure=asked.uid,
        variant=variant or told.get("variant", ""),
        how=told.get("how", HOW),
        quantities=_by_quarter(told["quantities"], scheme),
        version=0,
        by=bid.actor,
    )


def written(**told: Any) -> Written:
    """What a bidder writes of a measure of its own: benches repaired, counted and not valued."""
    words = {
        "headline": "Benches repaired with volunteers",
        "definition": "Each bench in a park of the borough that volunteers repair with us.",
        "unit": Unit.ITEM,
        "adds_up": HowItAddsUp.FLOW,
        "evidence": "A photograph of each bench, before and after.",
        "why": "No measure of the tender counts what is repaired.",
        "counted_one": "bench",
        "counted_many": "benches",
    }
    return Written(**{**words, **told})


def propose(bid: Bid, *, quantities: Any = 3, how: str = HOW, **told: Any) -> ProposedMeasure:
    """A measure of the bidder's own in a draft, with so many in each quarter (as ``offer`` takes them) unless None."""
    held = queries.bid(bid.actor, bid.uid)
    made = services.propose_measure(
        bid=held,
        written=written(**told),
        outcome=queries.outcomes_to_serve(bid.actor, held.tender)[0].pk,
        version=held.version,
        by=bid.actor,
    )
    if quantities is not None:
        services.save_offer(
            bid=held,
            measure=made.uid,
            how=how,
            quantities=_by_quarter(quantities, scheme_of(held.tender)),
            version=0,
            by=bid.actor,
        )
    return made


def _by_quarter(told: Any, scheme: Scheme) -> dict[Period, Decimal]:
    if isinstance(told, Mapping):
        return {period: Decimal(quantity) for period, quantity in told.items()}
    if isinstance(told, Sequence) and not isinstance(told, str):
        return {period: Decimal(quantity) for period, quantity in zip(scheme.quarters, told, strict=False)}
    return {period: Decimal(told) for period in scheme.quarters}


def _any_offer(scheme: Scheme) -> Offers:
    def key(measure: AskedMeasure) -> str:
        return f"{measure.key}:{measure.variants[0].key}" if measure.variants else measure.key

    countable = [measure for measure in scheme.measures if measure.unit.is_posted]
    return {key(m): [1] if m.unit is Unit.YES_NO else 2 for m in countable[:1]}


def submitted_bid(tender: Tender, by: Actor | None = None, **told) -> Bid:
    """A sealed bid; ``told`` as for ``whole_bid``."""
    bid = whole_bid(tender, by, **told)
    services.submit(bid=bid, version=bid.version, by=bid.actor, declares=True)
    fresh = queries.bid(bid.actor, bid.uid)
    fresh.actor = bid.actor
    return fresh


def close(tender: Tender) -> None:
    """Move the clock to a minute after the deadline, unless it is later already."""
    after = tender.deadline + timedelta(minutes=1)
    if clock.now() < after:
        clock.move_to(after)


def again(tender: Tender, **more: Any) -> Tender:
    """The tender as it stands now, with what the builders keep beside it."""
    fresh = Tender.objects.select_related("procurement", "council").get(pk=tender.pk)
    for name in ("lead", "scorers", "made"):
        setattr(fresh, name, more.get(name, getattr(tender, name, None)))
    return fresh


def opened_tender(
    council: Council | None = None,
    *,
    tender: Tender | None = None,
    bids: Sequence[Mapping[str, Any]] | None = None,
    **told,
) -> Tender:
    """A tender whose bids were opened after its deadline.

    ``bids`` tells each bid as for ``submitted_bid`` (``by`` too); two where nothing is told. ``told`` goes to
    ``published_tender``.
    """
    tender = tender or published_tender(council, **told)
    made = [
        submitted_bid(tender, **one)
        for one in (bids if bids is not None else [{"price": p} for p in PRICES[:2]])
    ]
    close(tender)
    services.open_bids(tender=tender, version=tender.version, by=tender.lead)
    return again(tender, made=made)


def score_everything(tender: Tender, scores: Mapping[str, int] | None = None) -> None:
    """Every evaluator scores every answer: 4, or what ``scores`` gives by criterion."""
    for scorer in tender.scorers:
        for one in queries.to_score(scorer, tender):
            given = {
                criterion.key: (scores or {}).get(criterion.key, 4) for criterion in one.scoring.criteria
            }
            services.record_score(
                bid=one.bid,
                question=one.question.uid,
                scores=given,
                reason="It says how and by when.",
                version=0,
                by=scorer,
            )


def moderated_tender(
    council: Council | None = None, *, agreed: Sequence[Mapping[str, int]] | None = None, **told
) -> Tender:
    """An opened tender all of whose answers are agreed; ``agreed`` gives the scores of each bid by criterion, in the
    order of ``made``, 4 where nothing is told."""
    tender = opened_tender(council, **told)
    score_everything(tender)
    wanted = {bid.uid: scores for bid, scores in zip(tender.made, agreed or (), strict=False)}
    for one in queries.standings(tender.lead, tender):
        mine = wanted.get(one.bid.uid, {})
        given = {criterion.key: mine.get(criterion.key, 4) for criterion in one.scoring.criteria}
        services.moderate(
            bid=one.bid,
            question=one.question.uid,
            scores=given,
            reason="We agree.",
            version=0,
            by=tender.lead,
        )
    return tender


def scored_tender(council: Council | None = None, **told) -> Tender:
    """The same with moderation finished."""
    tender = moderated_tender(council, **told)
    services.finish_moderation(tender=tender, version=tender.version, by=tender.lead)
    return again(tender)


def awarded_tender(council: Council | None = None, **told) -> Tender:
    """The same awarded to the first bid."""
    tender = scored_tender(council, **told)
    first = queries.result(tender.lead, tender).first[0]
    awarded = services.award(
        tender=tender,
        bid=next(bid for bid in tender.made if str(bid.uid) == first.bid),
        reason="It has the most marks.",
        decision_reference="ODR 2026/114",
        version=tender.version,
        by=tender.lead,
    )
    fresh = again(tender)
    fresh.awarded = Award.objects.select_related("bid__supplier", "tender").get(pk=awarded.pk)
    return fresh
