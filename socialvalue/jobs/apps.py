"""Django's name for the jobs; brings up Celery with it, so that every process sends to the same broker."""

from django.apps import AppConfig

from socialvalue.celery import app as celery_app

__all__ = ["JobsConfig", "celery_app"]


class JobsConfig(AppConfig):
    name = "socialvalue.jobs"
    label = "jobs"
