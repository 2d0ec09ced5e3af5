"""Addresses for council staff."""

from django.urls import path

from procurement.returns.views import staff as views

app_name = "returns"
urlpatterns = [
    path("returns/", views.returns, name="list"),
    path("returns/download/", views.download, name="download"),
    path("returns/<uuid:uid>/", views.period_return, name="return"),
    path("returns/lines/<uuid:uid>/", views.verify_line, name="verify_line"),
    path("returns/evidence/<uuid:uid>/", views.evidence, name="evidence"),
]
