"""A council that passes to another."""
