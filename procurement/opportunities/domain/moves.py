"""How the status of a procurement changes."""

from socialvalue.access.domain import Move, move

COMPLETE_ASSESSMENT: Move = move(
    "completed the opportunity assessment",
    {"draft"},
    "assessed",
    "procurement.assess",
    "Complete the assessment",
    "The tender can be built from what you chose. You can open the assessment again until the tender is published.",
)
REOPEN_ASSESSMENT: Move = move(
    "opened the opportunity assessment again",
    {"assessed"},
    "draft",
    "procurement.assess",
    "Change the assessment",
    "The tender cannot be published until you complete the assessment again.",
)

MOVES: tuple[Move, ...] = (COMPLETE_ASSESSMENT, REOPEN_ASSESSMENT)
