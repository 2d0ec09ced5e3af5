"""Tests of set-up, start and stop."""
