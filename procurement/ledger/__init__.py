"""What is committed, reported and verified, as entries that are never changed."""
