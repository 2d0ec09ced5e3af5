"""Councils, their service areas, and suppliers."""
