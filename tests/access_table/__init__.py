"""Every address of the program: who gets in, who is refused, and for whom it does not exist."""
