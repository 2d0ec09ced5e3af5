"""Who may act, and by what policy."""
