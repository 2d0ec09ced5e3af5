"""What counts, and what it is worth."""
