"""Django's name for this app."""

from django.apps import AppConfig


class BidsConfig(AppConfig):
    name = "procurement.bids"
    label = "bids"
