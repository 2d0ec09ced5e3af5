"""The only way in which the ledger grows: accounts are opened, and the acts of the product are posted.

Nothing here opens a transaction: call it inside that of the service that decided, and at its end, because the number
that a posting takes is its council's last lock and is held until the caller commits.

    open_account   for each commitment, at signature
    commit         a signature posts the whole profile
    report         a return is submitted, or some of its lines again
    verify         a line is accepted in full or in part
    send_back      a line goes back to its supplier
    reverse        a posting is taken back
    pass_on        the accounts of a contract pass to the council that takes it over
    restate        commitments count by other valuations from a quarter on
    post           any other act
"""

from procurement.ledger.services.accounts import open_account
from procurement.ledger.services.acts import commit, post, report, reverse, send_back, verify
from procurement.ledger.services.passing import pass_on, restate

__all__ = [
    "commit",
    "open_account",
    "pass_on",
    "post",
    "report",
    "restate",
    "reverse",
    "send_back",
    "verify",
]
