"""Addresses of returns, for staff and for suppliers."""
