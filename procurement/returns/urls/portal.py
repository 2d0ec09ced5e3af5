"""Addresses for suppliers."""

from django.urls import path

from procurement.returns.views import portal as views

app_name = "portal_returns"
urlpatterns = [
    path("returns/<uuid:uid>/", views.period_return, name="return"),
    path("returns/<uuid:uid>/check/", views.check, name="check"),
    path("returns/<uuid:uid>/submitted/", views.submitted, name="submitted"),
    path("returns/lines/<uuid:uid>/", views.line, name="line"),
    path("returns/lines/<uuid:uid>/evidence/", views.files, name="files"),
    path("returns/evidence/<uuid:uid>/", views.evidence, name="evidence"),
    path("returns/evidence/<uuid:uid>/remove/", views.remove, name="remove"),
]
