"""Forms about measures and their values."""
