"""Addresses of contracts, for staff and for suppliers."""
