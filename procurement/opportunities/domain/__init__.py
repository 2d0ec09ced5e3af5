"""What is decided about a procurement before its tender."""
