"""Django set up, for a benchmark that imports models: import this first."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
django.setup()
READY = apps.ready
