"""How the status of a return and of its lines changes."""

from collections.abc import Iterable
from decimal import Decimal

from socialvalue.access.domain import Move, move

# A return

SUBMIT = move(
    "submitted the return",
    {"open", "queried"},
    "submitted",
    "return.submit",
    "Submit the return",
    "The contract manager is told today and checks each line against your evidence. You cannot change the return unless "
    "a line is sent back to you.",
)
QUERY = move("queried the return", {"submitted", "verified"}, "queried", "return.verify", "Send back")
COMPLETE = move("verified the return", {"submitted"}, "verified", "return.verify", "Verify")
RETURN_MOVES: tuple[Move, ...] = (SUBMIT, QUERY, COMPLETE)

# A line of it

SEND_LINE = move("submitted a line", {"draft", "sent_back"}, "submitted", "return.submit", "Submit")
VERIFY_LINE = move(
    "verified a line",
    {"submitted"},
    "verified",
    "return.verify",
    "Verify in full",
    "All that was reported counts as delivered.",
)
PART_VERIFY_LINE = move(
    "verified a line in part",
    {"submitted"},
    "part_verified",
    "return.verify",
    "Verify in part",
    "Only what you enter counts as delivered. The supplier sees your reason.",
)
REJECT_LINE = move(
    "rejected a line",
    {"submitted"},
    "rejected",
    "return.verify",
    "Verify none of it",
    "Nothing of it counts as delivered. The supplier sees your reason.",
)
SEND_BACK_LINE = move(
    "sent a line back",
    {"submitted", "verified", "part_verified", "rejected"},
    "sent_back",
    "return.verify",
    "Send back",
    "The supplier is told today, changes this line only and submits it again. The other lines stay as they are.",
)
LINE_MOVES: tuple[Move, ...] = (SEND_LINE, VERIFY_LINE, PART_VERIFY_LINE, REJECT_LINE, SEND_BACK_LINE)

CHANGEABLE = SEND_LINE.sources
DECIDED = frozenset({VERIFY_LINE.target, PART_VERIFY_LINE.target, REJECT_LINE.target})


def part_move(accepted: Decimal) -> Move:
    """Verifying in part, or none of it where nothing was accepted."""
    return PART_VERIFY_LINE if accepted else REJECT_LINE


def all_decided(statuses: Iterable[str]) -> bool:
    """Whether every line of a return has been decided, so that the return is verified."""
    return all(status in DECIDED for status in statuses)
