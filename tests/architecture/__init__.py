"""Checks of how the code is built."""
