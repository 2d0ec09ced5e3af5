"""What looks across the stages: the steps of a procurement, and what passes from one council to its successor."""
