"""Changing policies. Loaded from files: check, load_council, load_national, load_shared. In the browser: upload, settle,
ask, publish, take_back, withdraw. Published versions never change; the same file twice is the same as once."""

from councils.policies.services.drafting import settle, upload, withdraw
from councils.policies.services.loading import (
    CALLS_A_COUNCIL,
    CALLS_A_FRAMEWORK,
    Loaded,
    Says,
    check,
    load_council,
    load_national,
    load_shared,
)
from councils.policies.services.publishing import ask, publish, take_back

__all__ = [
    "CALLS_A_COUNCIL",
    "CALLS_A_FRAMEWORK",
    "Loaded",
    "Says",
    "ask",
    "check",
    "load_council",
    "load_national",
    "load_shared",
    "publish",
    "settle",
    "take_back",
    "upload",
    "withdraw",
]
