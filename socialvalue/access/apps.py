"""Django's name for the safety rail."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "socialvalue.access"
    label = "access"
