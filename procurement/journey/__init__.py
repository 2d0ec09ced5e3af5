"""What looks across the stages: your work, a procurement's page, its timeline."""
