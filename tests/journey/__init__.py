"""Looking across the stages."""
