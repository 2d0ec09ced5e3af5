"""Addresses for suppliers."""

from django.urls import path

from councils.people import views

app_name = "portal_people"
urlpatterns = [path("organisation/", views.organisation, name="organisation")]
