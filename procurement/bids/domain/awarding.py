"""Which bid may win: the first, or one of those that tie for first, with a reason."""

from councils.policies.domain.words import listed
from procurement.bids.domain.scoring import Ranking

NO_BIDS = "No bids came in, so there is nothing to award."


def award_refusals(
    ranking: Ranking, bid: str, reason: str, decision_reference: str
) -> list[tuple[str | None, str]]:
    """What stands in the way of awarding to ``bid``, each at its field."""
    if not ranking.first:
        return [(None, NO_BIDS)]
    found: list[tuple[str | None, str]] = []
    names = [place.supplier for place in ranking.first]
    if bid not in {place.bid for place in ranking.first}:
        first = listed(names, "or")
        found.append(("bid", f"By the published method only {first} can win. Choose that bid"))
    if not decision_reference.strip():
        found.append(("decision_reference", "Enter the reference of the decision, for example of the minute"))
    if not reason.strip():
        found.append(("reason", "Give the reason for the award"))
    return found
