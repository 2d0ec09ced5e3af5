"""Addresses of tenders, for staff and for suppliers."""
