"""Pages about backtests."""
