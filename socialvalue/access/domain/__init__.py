"""Actors, permissions, moves and refusals: the words in which access is decided."""

from socialvalue.access.domain.actors import COUNCIL_ROLES, SUPPLIER_ROLES, Actor, Kind, Role
from socialvalue.access.domain.moves import Move, move
from socialvalue.access.domain.permissions import PERMISSIONS, Answer, Permission, admits, decide
from socialvalue.access.domain.refusals import Denied, NotFound, Refusal, Stale

__all__ = [
    "COUNCIL_ROLES",
    "PERMISSIONS",
    "SUPPLIER_ROLES",
    "Actor",
    "Answer",
    "Denied",
    "Kind",
    "Move",
    "NotFound",
    "Permission",
    "Refusal",
    "Role",
    "Stale",
    "admits",
    "decide",
    "move",
]
