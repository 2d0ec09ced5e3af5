"""Tags that draw returns and evidence on pages of earlier stages."""
