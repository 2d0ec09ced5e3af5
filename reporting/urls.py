"""Addresses of reports."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("reports/", views.report_list, name="list"),
    path("reports/new/", views.new, name="new"),
    path("reports/<uuid:uid>/", views.report, name="report"),
    path("reports/<uuid:uid>/figure/", views.figure, name="figure"),
    path("reports/<uuid:uid>/<slug:size>.pdf", views.pdf, name="pdf"),
]
