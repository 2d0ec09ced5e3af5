"""Who acts: each request carries its actor, chosen from the memberships of whoever signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from councils.people import queries
from socialvalue.access.domain import Actor


class ActorMiddleware:
    """Sets ``request.actor`` and ``request.standings``, looked up once and only when asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found: list = []

        def look() -> tuple:
            if not found:
                user = request.user
                known = user.is_authenticated and user.is_active
                choice = request.session.get(queries.ACTING_FOR, "")
                found.append(queries.actor_for(user, choice) if known else (Actor.public(), []))
            return found[0]

        request.actor = SimpleLazyObject(lambda: look()[0])
        request.standings = SimpleLazyObject(lambda: look()[1])
        return self.get_response(request)
