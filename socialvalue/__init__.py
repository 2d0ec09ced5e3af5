"""Wiring, money, periods, clock, the safety rail and jobs; imports no app above it."""
