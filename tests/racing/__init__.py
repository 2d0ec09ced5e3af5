"""Several people press the same button in the same moment."""
