"""What the ledger tells: named figures, the entries behind them, balances, and whether the ledger is sound."""

from procurement.ledger.queries.behind import EntriesBehind, entries_behind
from procurement.ledger.queries.proof import failures
from procurement.ledger.queries.standing import balance, balances, council_id, head_seq
from procurement.ledger.queries.sums import figures

__all__ = [
    "EntriesBehind",
    "balance",
    "balances",
    "council_id",
    "entries_behind",
    "failures",
    "figures",
    "head_seq",
]
