"""Refusals that no form took: one page and one HTTP status for each kind; and whatever is too large to be read at all."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socialvalue.access.domain import Denied, NotFound, Refusal, Stale

ANSWERS: tuple[tuple[type[Exception], int, str], ...] = (
    (NotFound, 404, "404.html"),
    (Denied, 403, "403.html"),
    (Stale, 409, "409.html"),
    (Refusal, 400, "400.html"),
)


class RefusalMiddleware:
    """Turns what a service or a query raised into a page; the reason of a 404 is never shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What is sent is refused by the size that it says it has, before any of it is read."""
        most = settings.REQUEST_MAX_BYTES
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return render(request, "413.html", {"megabytes": most // (1024 * 1024)}, status=413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        for kind, status, template in ANSWERS:
            if isinstance(exception, kind):
                reason = "" if kind is NotFound else str(exception)
                return render(request, template, {"reason": reason}, status=status)
        return None
