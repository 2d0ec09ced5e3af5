"""A policy tried on past contracts."""
