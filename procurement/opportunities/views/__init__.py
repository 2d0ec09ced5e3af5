"""Pages about procurements before their tender."""
