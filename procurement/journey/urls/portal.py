"""Addresses for suppliers."""

from django.urls import path

from procurement.journey import views

app_name = "portal_journey"
urlpatterns = [path("", views.portal_home, name="home")]
