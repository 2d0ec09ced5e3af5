"""What a register says, and what a policy would have asked of it."""
