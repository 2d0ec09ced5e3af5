"""How the status of a bid changes, and of a measure that it proposes; a bid is sealed until OPEN, whatever the clock says."""

from socialvalue.access.domain import Move, move

SUBMIT = move(
    "submitted the bid",
    {"draft"},
    "submitted",
    "bid.submit",
    "Submit your bid",
    "The council cannot see your bid, or that there is one, until it opens all bids after the deadline.",
)
WITHDRAW = move(
    "took the bid back to change it",
    {"submitted"},
    "draft",
    "bid.submit",
    "Change your bid",
    "Your bid will be a draft again. It only counts if you submit it again before the deadline.",
)
OPEN = move("opened the bid", {"submitted"}, "opened", "bids.open", "Open the bids")
WIN = move("awarded the contract to the bid", {"opened"}, "won", "tender.award", "Award the contract")
LOSE = move("told the bid that it was unsuccessful", {"opened"}, "lost", "tender.award", "Award the contract")

# A measure that the successful bidder proposed

APPROVE_PROPOSAL = move(
    "approved a measure that the bidder proposed",
    {"proposed"},
    "approved",
    "measure.decide",
    "Approve it",
    "It becomes a measure of this procurement, and what the bidder offers on it a commitment of the contract.",
)
REFUSE_PROPOSAL = move(
    "refused a measure that the bidder proposed",
    {"proposed"},
    "refused",
    "measure.decide",
    "Refuse it",
    "It does not become part of the contract. The bidder reads your reason.",
)
PROPOSAL_MOVES: tuple[Move, ...] = (APPROVE_PROPOSAL, REFUSE_PROPOSAL)

MOVES: tuple[Move, ...] = (SUBMIT, WITHDRAW, OPEN, WIN, LOSE)
