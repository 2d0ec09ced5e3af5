"""The forms of bids: what a supplier writes, and what a council scores and decides."""
