"""What a bid holds, what it still misses, and how bids become a ranking."""
