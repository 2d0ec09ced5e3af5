"""Addresses of home pages and of a procurement's page."""
