"""What the ledger holds, what it refuses, and the named figures that are summed from it."""
