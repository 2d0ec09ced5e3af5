"""The pages of a policy and of its measures."""
