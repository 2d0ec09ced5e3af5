"""What a supplier reports each quarter, and what was verified of it."""
