"""Pages about measures, and the publication of a policy with its measures."""
