"""The closed list of what a rule may require, each with its sentence in plain English."""
