"""Addresses of policies for council staff."""

from django.urls import path

from councils.policies.views import pages

app_name = "policies"
urlpatterns = [
    path("policy/", pages.current, name="current"),
    path("policy/<uuid:uid>/", pages.version, name="version"),
]
