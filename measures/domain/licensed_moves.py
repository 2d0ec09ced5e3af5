"""How the status of a table of licensed values changes: uploaded and checked, in use, withdrawn."""

from socialvalue.access.domain import move

DRAFT, LOADED, WITHDRAWN = "draft", "loaded", "withdrawn"
LOAD = move("loaded licensed values", [DRAFT], LOADED, "values.manage", "Load them")
SET_ASIDE = move(
    "put a file of licensed values aside", [DRAFT], WITHDRAWN, "values.withdraw", "Put this file aside"
)
WITHDRAW = move("withdrew licensed values", [LOADED], WITHDRAWN, "values.withdraw", "Withdraw this table")
MOVES = (LOAD, SET_ASIDE, WITHDRAW)
