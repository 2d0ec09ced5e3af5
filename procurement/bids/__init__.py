"""What bidders offer, sealed until the bids are opened, and how it was scored."""
