"""Django's name for this app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "councils.policies"
    label = "policies"
