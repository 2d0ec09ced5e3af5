"""A policy tried on past contracts, before it is adopted."""
