"""Tags that draw a procurement's stages."""
