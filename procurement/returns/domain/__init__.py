"""What decides about returns: their moves, when they open and are late, quantities, and what a file may be."""
