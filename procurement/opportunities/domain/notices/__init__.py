"""Published notices of the Open Contracting Data Standard, read with suspicion: nothing in them is taken for granted."""
