"""Django's name for this app."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "procurement.opportunities"
    label = "opportunities"
