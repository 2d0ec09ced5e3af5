"""Changing contracts: prepared from an award, given a manager, signed; people are told so."""

from procurement.contracts.services.preparing import name_manager, prepare
from procurement.contracts.services.signing import sign

__all__ = ["name_manager", "prepare", "sign"]
