"""Loaded by the worker: leaves a mark once it takes work, so that a start can wait for it."""

import os
from pathlib import Path

from celery.signals import worker_ready

from socialvalue.run.state import WORKER_READY


@worker_ready.connect
def leave_mark(**_: object) -> None:
    """Touch the file that the environment names, if it names one."""
    if marker := os.environ.get(WORKER_READY):
        Path(marker).touch()
