"""What goes wrong when somebody asks for something: each kind has one answer over HTTP."""

from collections.abc import Sequence


class Refusal(ValueError):
    """The request is understood and not granted; the text is shown beside ``field``, or on top of the form.

    ``errors`` holds (field or None, message) pairs where several things are wrong at once.
    """

    def __init__(
        self, message: str, field: str | None = None, errors: tuple[tuple[str | None, str], ...] = ()
    ):
        super().__init__(message)
        self.field = field
        self.errors = errors or ((field, message),)

    @classmethod
    def of(cls, errors: Sequence[tuple[str | None, str]]) -> "Refusal":
        """One refusal that says everything that is wrong, each at its field."""
        return cls(errors[0][1], errors[0][0], tuple(errors))


class Denied(Exception):
    """The actor may not do this (403); the text says why."""


class NotFound(Exception):
    """There is no such thing for this actor (404)."""


class Stale(Exception):
    """Somebody else changed it since the page was opened (409)."""

    def __init__(self, message: str = "Somebody else changed this while you had it open."):
        super().__init__(message)
