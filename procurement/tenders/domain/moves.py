"""The moves of a tender, from draft to award: buttons, permissions and posts come from this table."""

from socialvalue.access.domain.moves import move

PUBLISH = move(
    "published the tender",
    ["draft"],
    "published",
    "tender.publish",
    "Publish the tender",
    "Suppliers can see the tender and bid until the deadline. How bids are scored can no longer be changed.",
)
OPEN = move(
    "opened the bids",
    ["published"],
    "opened",
    "bids.open",
    "Open the bids",
    "Everybody named for this tender can then read the bids. No more bids are taken.",
)
FINISH_MODERATION = move(
    "finished moderation",
    ["opened"],
    "scored",
    "bids.moderate",
    "Finish moderation",
    "The agreed scores are final, and the ranking is worked out from them.",
)
AWARD = move(
    "awarded the tender",
    ["scored"],
    "awarded",
    "tender.award",
    "Award the tender",
    "The winning bid's commitments become the contract's commitments.",
)

MOVES = (PUBLISH, OPEN, FINISH_MODERATION, AWARD)
