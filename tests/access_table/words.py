"""What must not stand on a page for whoever gets in: other councils, other suppliers, sealed bids, others' marks."""

from tests.access_table.table import COUNCIL, Url
from tests.world.standing import ALPHA, BETA, HERE, THERE

SEALED = ("sealed answer", "sealed how", "133,333.33", "133333.33", "144,444.44", "144444.44")
UNSENT = ("draft words", "draft file")
BEING_SCORED = ("111,111.11", "111111.11", "122,222.22", "122222.22")
SCORERS = {"evaluator": "scorer 2", "lead_who_scores": "scorer 1"}
NOT_YET_SCORED_BY_ALL = ("published", "writing", "closed")
LISTS = {
    "journey:home",
    "opportunities:list",
    "opportunities:download",
    "opportunities:exceptions",
    "opportunities:download_exceptions",
    "contracts:list",
    "contracts:download",
    "returns:list",
    "returns:download",
}

# Every council's name and published policy stand on these.
FOR_EVERYBODY = ("public_policies:", "backtests:register")


def secrets(url: Url, who: str) -> set[str]:
    """What must not stand on this page for ``who``."""
    if who in COUNCIL.split():
        secrets = {THERE, *SEALED, *UNSENT, "early reason" if who != "evaluator" else ""}
        if who in SCORERS:
            secrets |= {SCORERS[who], *BEING_SCORED}
        if url.record.startswith(NOT_YET_SCORED_BY_ALL):
            secrets |= {ALPHA, BETA}
        if who.startswith("other_") and url.name in LISTS:
            secrets.add(f"{HERE} title")
        if url.name.startswith(FOR_EVERYBODY):
            secrets.remove(THERE)
    else:
        secrets = {BETA if who in ("member", "supplier_admin") else ALPHA}
    return secrets - {""}
