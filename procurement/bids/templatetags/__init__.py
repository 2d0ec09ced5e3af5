"""Tags that draw a supplier's bid on the page of a tender."""
