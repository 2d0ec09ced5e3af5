"""The ledger: what it posts, what it refuses, what it adds up to, and that it cannot be changed."""
