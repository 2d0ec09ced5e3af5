"""What people are told: figures, reports, snapshots."""
