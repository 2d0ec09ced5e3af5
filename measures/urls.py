"""Addresses of measures."""

from django.urls import path

from measures.views import publishing, showing

app_name = "measures"
urlpatterns = [
    path("measures/<uuid:uid>/", showing.measure, name="measure"),
    path("policy/<uuid:uid>/draft/publish/", publishing.publish, name="publish"),
]
