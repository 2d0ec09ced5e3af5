"""Django's name for this app."""

from django.apps import AppConfig


class BacktestsConfig(AppConfig):
    name = "procurement.backtests"
    label = "backtests"
