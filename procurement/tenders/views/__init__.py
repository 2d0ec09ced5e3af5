"""Pages about tenders, for staff and for suppliers."""
