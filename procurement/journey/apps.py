"""Django's name for this app."""

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "procurement.journey"
    label = "journey"
