"""Django's name for this app."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "procurement.tenders"
    label = "tenders"
