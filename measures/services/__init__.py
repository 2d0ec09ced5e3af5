"""Changing what counts and what it is worth.

check_framework, load_framework, publish   a council's framework with its measures
load_values                                open unit values and indexes of prices
choose                                     how a council values its measures, from a day on
upload_licensed, load_licensed, withdraw_licensed   a council's own licensed values
write                                      a measure for one procurement
"""

from measures.services.choosing import choose
from measures.services.licensed import load_licensed, upload_licensed, withdraw_licensed
from measures.services.loading import check_framework, load_framework, load_values, publish
from measures.services.writing import write

__all__ = [
    "check_framework",
    "choose",
    "load_framework",
    "load_licensed",
    "load_values",
    "publish",
    "upload_licensed",
    "withdraw_licensed",
    "write",
]
