"""People, and for whom they act."""
