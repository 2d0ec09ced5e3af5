"""A page asks the database as often for 50 rows as for 2."""
