"""Changing returns.

make_returns      one for each financial quarter of a signed contract
save_line         a supplier says what was done
attach, remove_evidence
submit            the supplier sends it, or sends lines again
verify_line, part_verify_line, send_back_line   the contract manager decides
pass_on           all returns of a contract go with it to another council
"""

from procurement.returns.services.evidence import attach, remove_evidence
from procurement.returns.services.filling import save_line, submit
from procurement.returns.services.making import make_returns, make_returns_for
from procurement.returns.services.passing import pass_on
from procurement.returns.services.verifying import part_verify_line, send_back_line, verify_line

__all__ = [
    "attach",
    "make_returns",
    "make_returns_for",
    "part_verify_line",
    "pass_on",
    "remove_evidence",
    "save_line",
    "send_back_line",
    "submit",
    "verify_line",
]
