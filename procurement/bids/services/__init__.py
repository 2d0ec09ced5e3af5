"""Changing bids. A supplier: start_bid, save_price, save_answer, save_offer, remove_offer, propose_measure,
change_proposal, remove_proposal, submit, withdraw. A council: open_bids, record_score, moderate, finish_moderation, award,
decide_proposal."""

from procurement.bids.services.awarding import award
from procurement.bids.services.proposing import (
    change_proposal,
    decide_proposal,
    propose_measure,
    remove_proposal,
)
from procurement.bids.services.scoring import finish_moderation, moderate, record_score
from procurement.bids.services.submitting import open_bids, submit, withdraw
from procurement.bids.services.writing import remove_offer, save_answer, save_offer, save_price, start_bid

__all__ = [
    "award",
    "change_proposal",
    "decide_proposal",
    "finish_moderation",
    "moderate",
    "open_bids",
    "propose_measure",
    "record_score",
    "remove_offer",
    "remove_proposal",
    "save_answer",
    "save_offer",
    "save_price",
    "start_bid",
    "submit",
    "withdraw",
]
