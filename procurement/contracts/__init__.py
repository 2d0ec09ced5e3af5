"""What the winner is bound to."""
