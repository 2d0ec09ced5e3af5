"""Tests of the rail, the clock, periods and jobs."""
