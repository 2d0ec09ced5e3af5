"""The whole life of one procurement, walked in a real browser on real processes."""
