"""Addresses of backtests."""

from django.urls import path

from procurement.backtests.views import pages

app_name = "backtests"
urlpatterns = [
    path("policy/try/", pages.listing, name="list"),
    path("policy/try/register/", pages.upload, name="upload"),
    path("policy/try/register/<uuid:uid>/", pages.register, name="register"),
    path("policy/try/<uuid:uid>/", pages.backtest, name="backtest"),
    path("policy/try/<uuid:uid>/download/", pages.download, name="download"),
]
