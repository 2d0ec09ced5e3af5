"""Addresses for suppliers."""

from django.urls import path

from procurement.contracts.views import portal as views

app_name = "portal_contracts"
urlpatterns = [
    path("contracts/", views.contracts, name="list"),
    path("contracts/<uuid:uid>/", views.contract, name="contract"),
]
