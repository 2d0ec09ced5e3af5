"""Django's name for this app."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "procurement.returns"
    label = "returns"
