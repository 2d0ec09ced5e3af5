"""Addresses for staff."""

from django.urls import path

from procurement.journey import views

app_name = "journey"
urlpatterns = [
    path("", views.home, name="home"),
    path("procurements/<uuid:uid>/", views.procurement, name="procurement"),
    path("procurements/<uuid:uid>/timeline/", views.timeline, name="timeline"),
    path("tenders/<uuid:uid>/fair/", views.fair, name="fair"),
]
