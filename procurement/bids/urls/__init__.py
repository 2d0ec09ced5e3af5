"""Addresses of bids, for staff and for suppliers."""
