"""Builders of records, named by state; each app has a file."""
