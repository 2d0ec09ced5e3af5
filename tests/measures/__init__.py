"""Tests of counting and valuing."""
