"""Changing contracts: prepared from an award, given a manager, signed, passed on, valued anew; people are told so."""

from procurement.contracts.services.passing import pass_on
from procurement.contracts.services.preparing import name_manager, prepare
from procurement.contracts.services.restating import restate
from procurement.contracts.services.signing import sign

__all__ = ["name_manager", "pass_on", "prepare", "restate", "sign"]
