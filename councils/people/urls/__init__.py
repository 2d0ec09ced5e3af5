"""Addresses about people, for staff and everybody, and for suppliers."""
