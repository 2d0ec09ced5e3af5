"""Building tenders, publishing them, and finding them as a supplier."""
