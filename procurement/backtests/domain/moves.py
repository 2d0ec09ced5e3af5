"""How the status of a backtest changes."""

from socialvalue.access.domain import move

READY = move("finished the backtest", ["requested"], "ready", "backtest.run", "Finish the backtest")
MOVES = (READY,)
