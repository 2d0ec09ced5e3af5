"""Changing policies. Loaded from files: check, load_council, load_national, load_shared. In the browser: upload, settle,
add_measure, ask, publish, take_back, withdraw. Their reviews: request_reminders, remind, mark_reviewed. Published versions never change; the same file twice is the same as once."""

from councils.policies.services.drafting import add_measure, settle, upload, withdraw
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
from councils.policies.services.reviewing import REMIND, mark_reviewed, remind, request_reminders

__all__ = [
    "CALLS_A_COUNCIL",
    "CALLS_A_FRAMEWORK",
    "REMIND",
    "Loaded",
    "Says",
    "add_measure",
    "ask",
    "check",
    "load_council",
    "load_national",
    "load_shared",
    "mark_reviewed",
    "publish",
    "remind",
    "request_reminders",
    "settle",
    "take_back",
    "upload",
    "withdraw",
]
