"""What happens: the life of one purchase, a folder a stage."""
