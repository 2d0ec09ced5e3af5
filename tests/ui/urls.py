"""Just enough addresses to draw the base template by itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """An empty page."""
    return HttpResponse("")


people = [
    path("act-for/", nothing, name="act_for"),
    path("account/", nothing, name="account"),
    path("clock/", nothing, name="clock"),
    path("mail/", nothing, name="mail"),
]
policies = [
    path("policies/", nothing, name="list"),
    path("compare/", nothing, name="compare"),
]
urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include((people, "people"))),
    path("", include((policies, "public_policies"))),
    path("portal/", include(([path("", nothing, name="home")], "portal_journey"))),
    path("", include(([path("", nothing, name="home")], "journey"))),
]
