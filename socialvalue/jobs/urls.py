"""Addresses of jobs."""

from django.urls import path

from socialvalue.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:uid>/", views.job, name="job"),
    path("jobs/<uuid:uid>/cancel/", views.cancel, name="cancel"),
]
