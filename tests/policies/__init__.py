"""Tests of the policies: the files, the engine, and what it decides."""
