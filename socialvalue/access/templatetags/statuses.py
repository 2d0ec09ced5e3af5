"""The closed map of statuses: the same words everywhere, a colour as the second sign."""

GREY, BLUE, TEAL, GREEN, YELLOW, ORANGE, RED, PURPLE = (
    "grey",
    "",
    "teal",
    "green",
    "yellow",
    "orange",
    "red",
    "purple",
)

COLOURS = {
    # not begun, or over
    "not started": GREY,
    "not yet": GREY,
    "cannot start yet": GREY,
    "draft": GREY,
    "not due": GREY,
    "not due yet": GREY,
    "upcoming": GREY,
    "closed": GREY,
    "ended": GREY,
    "cancelled": GREY,
    "withdrawn": GREY,
    "lapsed": GREY,
    "superseded": GREY,
    "not valued": GREY,
    "not required": GREY,
    "optional": GREY,
    "sealed": GREY,
    "invented": GREY,
    "inferred": GREY,
    "no": GREY,
    "not submitted": GREY,
    # under way
    "open": BLUE,
    "next": BLUE,
    "your turn": BLUE,
    "in progress": BLUE,
    "submitted": BLUE,
    "published": BLUE,
    "running": BLUE,
    "waiting": BLUE,
    "waiting to start": BLUE,
    "queued": BLUE,
    "requested": BLUE,
    "being made": BLUE,
    "open for bids": BLUE,
    "not opened yet": BLUE,
    "current": BLUE,
    "interpreted": BLUE,
    "required": BLUE,
    "assessed": BLUE,
    "drafted": BLUE,
    "opened": TEAL,
    "bids opened": TEAL,
    "scored": TEAL,
    "moderated": TEAL,
    "being scored": TEAL,
    # done
    "done": GREEN,
    "completed": GREEN,
    "awarded": GREEN,
    "signed": GREEN,
    "verified": GREEN,
    "approved": GREEN,
    "delivered": GREEN,
    "on track": GREEN,
    "active": GREEN,
    "in use": GREEN,
    "loaded": GREEN,
    "met": GREEN,
    "ready": GREEN,
    "final": GREEN,
    "winner": GREEN,
    "won": GREEN,
    "successful": GREEN,
    "quoted": GREEN,
    "yes": GREEN,
    # look at this
    "due": YELLOW,
    "asked": YELLOW,
    "proposed": YELLOW,
    "waiting for approval": YELLOW,
    "part verified": YELLOW,
    "queried": YELLOW,
    "sent back": YELLOW,
    "partly": YELLOW,
    "to do": YELLOW,
    "waits for approval": YELLOW,
    "ready to verify": YELLOW,
    "behind": ORANGE,
    # something is wrong
    "late": RED,
    "overdue": RED,
    "rejected": RED,
    "refused": RED,
    "turned down": RED,
    "missed": RED,
    "missing": RED,
    "not met": RED,
    "failed": RED,
    "unsuccessful": PURPLE,
    "not awarded": PURPLE,
    "lost": PURPLE,
    "disregarded": PURPLE,
}


OVER = frozenset({"done", "completed", "not required"})
LATER = frozenset({"not yet", "cannot start yet"})


def is_over(status: str) -> bool:
    """Whether a task list shows the status as plain words, because nothing is left to do."""
    return _normal(status) in OVER


def is_later(status: str) -> bool:
    """Whether a task list shows the status in grey, because something else comes first."""
    return _normal(status) in LATER


def _normal(status: str) -> str:
    return " ".join(str(status).replace("_", " ").replace("-", " ").lower().split())


def colour_of(status: str) -> str:
    """The tag's colour, empty for the default blue; raises LookupError for an unknown status."""
    try:
        return COLOURS[_normal(status)]
    except KeyError:
        raise LookupError(f"No colour is set for the status {status!r}: add it to statuses.py.") from None


def words_of(status: str) -> str:
    """The status as it is shown: ``part_verified`` is "Part verified"."""
    return _normal(status).capitalize()
