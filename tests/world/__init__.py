"""A whole world for tests that look at every page: two councils with a record in every stage, and everybody in them."""
