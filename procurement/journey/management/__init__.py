"""Commands that make and describe the demonstration."""
