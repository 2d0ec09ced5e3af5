"""Django's name for this app."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "procurement.contracts"
    label = "contracts"
