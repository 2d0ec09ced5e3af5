"""Starts and stops the whole program on one machine: database, web server, worker and beat."""
