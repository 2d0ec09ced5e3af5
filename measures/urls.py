"""Addresses of measures."""

from django.urls import path

from measures import views

app_name = "measures"
urlpatterns = [
    path("measures/<uuid:uid>/", views.measure, name="measure"),
]
