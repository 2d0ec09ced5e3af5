"""The parts that pages are made of, each drawn and read."""
