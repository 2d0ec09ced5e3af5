"""Procurements before their tender: details, requirements, assessment, choice, notices."""
