"""Django's name for this app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "procurement.ledger"
    label = "ledger"
