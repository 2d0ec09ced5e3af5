"""The queue in a folder, as Celery uses it where there is no Redis: a message appears only once it is whole."""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

PART = ".part"  # a start takes away those that a killed process left


class Channel(filesystem.Channel):
    """Writes a message beside the queue and then moves it in.

    Kombu's own channel writes in place: a worker that looks in that moment reads half a message and dies of it.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out, name)
        part = whole.with_suffix(PART)
        part.write_text(dumps(payload), encoding="utf-8")
        part.replace(whole)


class Transport(filesystem.Transport):
    """The transport of ``filesystem://`` with that channel."""

    Channel = Channel


def use() -> None:
    """Let ``filesystem://`` mean this transport in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
