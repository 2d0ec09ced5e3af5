"""Commands about procurements."""
