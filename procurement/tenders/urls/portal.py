"""Addresses for suppliers who look for tenders."""

from django.urls import path

from procurement.tenders.views import portal

app_name = "portal_tenders"
urlpatterns = [
    path("tenders/", portal.tenders, name="list"),
    path("tenders/<uuid:uid>/", portal.tender, name="tender"),
]
