"""Policies as data: clauses, rules, priorities, outcomes, and what they require."""
