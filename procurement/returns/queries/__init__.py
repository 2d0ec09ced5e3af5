"""Looking at returns: which are due, what their lines say, the evidence behind them, and which are missing."""

from procurement.returns.queries.evidence import (
    LINE,
    EvidenceFile,
    Proof,
    evidence,
    evidence_for,
    proofs,
    proofs_behind,
)
from procurement.returns.queries.levels import levels
from procurement.returns.queries.lines import LineView, awaited, line, lines
from procurement.returns.queries.missing import MissingReturn, missing, not_yet_due
from procurement.returns.queries.returns import (
    ReturnRow,
    due,
    ended,
    next_opening,
    not_ended,
    of_contract,
    period_return,
    returns,
    row,
    rows,
    service_areas,
    upcoming,
)
from procurement.returns.queries.waits import waiting

__all__ = [
    "LINE",
    "EvidenceFile",
    "LineView",
    "MissingReturn",
    "Proof",
    "ReturnRow",
    "awaited",
    "due",
    "ended",
    "evidence",
    "evidence_for",
    "levels",
    "line",
    "lines",
    "missing",
    "next_opening",
    "not_ended",
    "not_yet_due",
    "of_contract",
    "period_return",
    "proofs",
    "proofs_behind",
    "returns",
    "row",
    "rows",
    "service_areas",
    "upcoming",
    "waiting",
]
