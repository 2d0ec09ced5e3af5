"""How the status of a procurement changes, of an exception from the policy, of a measure written for it, and of one
proposed for the library."""

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

# A measure that is written for one procurement

PROPOSE_MEASURE = move(
    "proposed a measure",
    {"draft", "refused"},
    "proposed",
    "procurement.assess",
    "Send it for approval",
    "You cannot change it while somebody decides. If it is refused, you can change it and send it again.",
)
WITHDRAW_MEASURE = move(
    "withdrew a measure",
    {"draft", "proposed", "refused"},
    "withdrawn",
    "procurement.assess",
    "Withdraw it",
    "Nobody decides about it any more. You can write another.",
)
_APPROVE = (
    {"proposed"},
    "approved",
    "Approve it",
    "It can then be chosen for this procurement like any other measure. Once it is chosen, every bidder is asked about it.",
)
_REFUSE = ({"proposed"}, "refused", "Refuse it", "Whoever wrote it reads your reason, and can change it.")


def _decided(name: str, permission: str, told: tuple[set[str], str, str, str]) -> Move:
    sources, target, label, consequence = told
    return move(name, sources, target, permission, label, consequence)


APPROVE_MEASURE = _decided("approved a measure", "measure.decide", _APPROVE)
REFUSE_MEASURE = _decided("refused a measure", "measure.decide", _REFUSE)
# By the only procurement lead of a council, who wrote it.
APPROVE_OWN_MEASURE = _decided("approved a measure, being the only lead", "measure.decide_own", _APPROVE)
REFUSE_OWN_MEASURE = _decided("refused a measure, being the only lead", "measure.decide_own", _REFUSE)
MEASURE_MOVES: tuple[Move, ...] = (
    PROPOSE_MEASURE,
    WITHDRAW_MEASURE,
    APPROVE_MEASURE,
    REFUSE_MEASURE,
    APPROVE_OWN_MEASURE,
    REFUSE_OWN_MEASURE,
)

# A measure that is proposed for the council's library

PROPOSE_AGAIN = move(
    "proposed a measure for the library again",
    {"turned_down"},
    "proposed",
    "library.propose",
    "Propose it again",
    "The administrator reads your reason and decides again.",
)
WRITE_INTO_DRAFT = move(
    "wrote a proposed measure into a draft of the policy",
    {"proposed", "drafted"},
    "drafted",
    "library.decide",
    "Write it into this draft",
    "You still check, settle and publish the draft as any other. The proposal is closed once it is published.",
)
TURN_DOWN = move(
    "turned down a measure proposed for the library",
    {"proposed", "drafted"},
    "turned_down",
    "library.decide",
    "Turn it down",
    "Whoever proposed it reads your reason, and can propose it again. Contracts that use it go on as before.",
)
LIBRARY_MOVES: tuple[Move, ...] = (PROPOSE_AGAIN, WRITE_INTO_DRAFT, TURN_DOWN)
