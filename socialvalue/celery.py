"""Celery, configured from Django's settings under the CELERY_ prefix."""

import os

from celery import Celery

from socialvalue import folder_queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")

folder_queue.use()
app = Celery("socialvalue")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
