"""Decides what a policy requires of a procurement: plain Python, no database, no clock."""
