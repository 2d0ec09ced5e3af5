"""Looking at the arithmetic and the award."""

from procurement.bids.domain.moderation import State
from procurement.bids.domain.scoring import Ranking, ScoredBid, score
from procurement.bids.models import Award, Moderation
from procurement.bids.queries.bids import frozen_scheme, must, opened_bids, prices
from procurement.bids.queries.scoring import Standing, scores_of
from procurement.tenders.models import Tender
from socialvalue.access.domain import Actor, NotFound


class RankingAltered(ValueError):
    """What stands in the database is not the ranking by which the contract was awarded."""


def result(actor: Actor, tender: Tender) -> Ranking:
    """The ranking of a scored tender, worked out from its frozen scheme; of an awarded one as it stood at the award.

    Raises Denied for whoever may not see prices, NotFound before moderation is finished, RankingAltered.
    """
    must(actor, "bids.see_price", tender)
    if tender.status == Tender.Status.AWARDED:
        return awarded_ranking(award(actor, tender))
    if tender.status != Tender.Status.SCORED:
        raise NotFound("moderation is not finished")
    return ranking(actor, tender)


def ranking(actor: Actor, tender: Tender) -> Ranking:
    """The ranking of the opened bids by their agreed scores, each looked up as ``actor``."""
    scheme, bids = frozen_scheme(tender), opened_bids(actor, tender)
    asked = prices(actor, bids)
    agreed: dict[int, dict[str, dict[str, int]]] = {bid.pk: {} for bid in bids}
    for row in Moderation.objects.visible_to(actor).filter(bid__in=bids).select_related("question"):
        uid = str(row.question.uid)
        agreed[row.bid_id][uid] = scores_of(row, scheme.scoring_of(row.question.kind))
    return score([ScoredBid(str(b.uid), b.supplier.name, asked[b.pk], agreed[b.pk]) for b in bids], scheme)


def award(actor: Actor, tender: Tender) -> Award:
    """The award of a tender; raises NotFound where it was not awarded."""
    return Award.objects.select_related("bid__supplier", "awarded_by").get_visible(actor, tender=tender)


def award_of(actor: Actor, tender: Tender) -> Award | None:
    """The award of a tender, or None."""
    return (
        Award.objects.visible_to(actor)
        .filter(tender=tender)
        .select_related("bid__supplier", "awarded_by")
        .first()
    )


def awarded_ranking(award: Award) -> Ranking:
    """The ranking that was frozen with the award; raises RankingAltered."""
    kept = Ranking.from_dict(award.ranking)
    if kept.checksum != award.checksum:
        raise RankingAltered(f"The ranking of award {award.uid} is not the one that was decided by.")
    return kept


def agreed_of(answers: list[Standing]) -> dict[str, int]:
    """How many answers are agreed, of how many."""
    return {"agreed": sum(one.state is State.AGREED for one in answers), "to_agree": len(answers)}
