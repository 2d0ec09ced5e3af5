"""How the status of a report changes."""

from socialvalue.access.domain import move

READY = move("finished the report", ["requested"], "ready", "report.request", "Finish the report")
MOVES = (READY,)
