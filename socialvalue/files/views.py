"""How a stored file leaves: always as a file to save, never shown in the browser."""

from typing import IO

from django.http import FileResponse

from socialvalue.files.domain import Kind


def to_save(content: IO[bytes], kind: Kind, name: str) -> FileResponse:
    """The file under ``name``, of exactly the kind that it was found to be; no browser guesses, runs or keeps it."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=kind.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
