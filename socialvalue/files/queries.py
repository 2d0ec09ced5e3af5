"""Opening a file that is kept."""

from typing import IO

from django.core.files.storage import default_storage

from socialvalue.access.domain import NotFound
from socialvalue.files.domain import BY_KEY, Kind
from socialvalue.files.models import StoredFile


def opened(one: StoredFile) -> tuple[IO[bytes], Kind]:
    """The stored file, open for reading, and its kind; raises NotFound where it is not in the store."""
    try:
        return default_storage.open(one.stored_name), BY_KEY[one.kind]
    except FileNotFoundError as missing:
        raise NotFound("the file is not in the store") from missing
