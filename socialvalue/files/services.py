"""Taking a file in: receive (judged by its content), keep (under a random name); forget takes its content away again.

A row is made with ``Received.told`` between the two, so that what fails before ``keep`` leaves no file behind.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socialvalue import clock
from socialvalue.access.domain import Actor, Refusal
from socialvalue.files.domain import Kind, NotTaken, kind_of, shown_name
from socialvalue.files.models import StoredFile

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A file that is in order, with all that is remembered of it."""

    name: str
    kind: Kind
    content: bytes

    @property
    def sha256(self) -> str:
        """The sum of its content."""
        return hashlib.sha256(self.content).hexdigest()

    def told(self, sender: Actor) -> dict[str, Any]:
        """The fields of a ``StoredFile`` that ``sender`` sent, under a new stored name."""
        return {
            "stored_name": f"evidence/{uuid.uuid4().hex}",
            "shown_name": self.name,
            "kind": self.kind.key,
            "size": len(self.content),
            "sha256": self.sha256,
            "uploaded_at": clock.now(),
            "uploaded_by_id": sender.user_id,
        }


def receive(upload: UploadedFile, field: str = "file") -> Received:
    """The file, judged by its content and not by what it says of itself.

    Raises Refusal at ``field`` for one that is empty, too large, of a kind that is not taken, or whose content is not
    what its name says.
    """
    content = _content(upload, field)
    name = shown_name(upload.name or "")
    try:
        return Received(name, kind_of(name, content), content)
    except NotTaken as refused:
        raise Refusal(str(refused), field) from refused


def _content(upload: UploadedFile, field: str) -> bytes:
    """All of the file; raises Refusal where it is empty or too large, whatever size it said it had."""
    most = settings.EVIDENCE_MAX_BYTES
    content = upload.read(most + 1)
    if not content:
        raise Refusal("This file is empty. Choose another.", field)
    if len(content) > most:
        raise Refusal(f"The file must be {most // MEGABYTE} MB or smaller.", field)
    return content


def keep(one: StoredFile, received: Received) -> None:
    """Put the content into the store, last of all."""
    default_storage.save(one.stored_name, ContentFile(received.content))


def forget(one: StoredFile) -> None:
    """Delete the content when the caller's transaction has ended well; the row stays."""
    transaction.on_commit(lambda: default_storage.delete(one.stored_name), robust=True)
