"""Addresses for council staff."""

from django.urls import path

from procurement.contracts.views import restating
from procurement.contracts.views import staff as views

app_name = "contracts"
urlpatterns = [
    path("contracts/", views.contracts, name="list"),
    path("contracts/download/", views.download, name="download"),
    path("tenders/<uuid:uid>/contract/", views.prepare, name="prepare"),
    path("contracts/<uuid:uid>/", views.contract, name="contract"),
    path("contracts/<uuid:uid>/manager/", views.manager, name="manager"),
    path("contracts/<uuid:uid>/sign/", views.sign, name="sign"),
    path("contracts/<uuid:uid>/value-anew/", restating.restate, name="restate"),
    path("contracts/<uuid:uid>/entries/<slug:figure>/", views.entries, name="entries"),
]
