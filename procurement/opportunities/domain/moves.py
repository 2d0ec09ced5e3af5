"""How the status of a procurement changes, and that of an exception from the policy."""

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

# An exception

APPROVE = move(
    "approved an exception",
    {"asked"},
    "approved",
    "exception.decide",
    "Approve it",
    "The tender may depart from the rule exactly as asked. It counts in the annual report.",
)
REFUSE = move(
    "refused an exception",
    {"asked"},
    "refused",
    "exception.decide",
    "Refuse it",
    "The rule holds. Whoever asked reads your note, and can ask again.",
)
WITHDRAW = move(
    "withdrew an exception",
    {"asked", "approved"},
    "withdrawn",
    "exception.ask",
    "Withdraw the exception",
    "The rule holds again. You can ask again until the tender is published.",
)
LAPSE = move(
    "found that an exception lapsed", {"asked", "approved"}, "lapsed", "procurement.edit", "Let it lapse"
)
EXCEPTION_MOVES: tuple[Move, ...] = (APPROVE, REFUSE, WITHDRAW, LAPSE)
