"""How quantities are counted and what they are worth: plain Python, no database, no clock."""
