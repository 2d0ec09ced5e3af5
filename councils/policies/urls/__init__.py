"""Addresses of policies, for staff and for everybody."""
