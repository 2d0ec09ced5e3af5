"""Addresses of procurements before their tender."""

from django.urls import path

from procurement.opportunities.views import assessing, changing, correcting, details, listing

app_name = "opportunities"
one = "procurements/<uuid:uid>"
urlpatterns = [
    path("procurements/", listing.procurement_list, name="list"),
    path("procurements/download/", listing.download, name="download"),
    path("procurements/new/", details.new, name="new"),
    path(f"{one}/details/", details.details, name="details"),
    path(f"{one}/edit/", details.edit, name="edit"),
    path(f"{one}/correct/", correcting.correct, name="correct"),
    path(f"{one}/requirements/", details.requirements, name="requirements"),
    path(f"{one}/considerations/", assessing.considerations, name="considerations"),
    path(f"{one}/assessment/", assessing.assessment, name="assessment"),
    path(f"{one}/assessment/outcomes/<slug:key>/", assessing.assess_outcome, name="assess_outcome"),
    path(f"{one}/assessment/openings/", assessing.openings, name="openings"),
    path(f"{one}/assessment/choose/", assessing.choose, name="choose"),
    path(f"{one}/assessment/complete/", assessing.complete, name="complete"),
    path(f"{one}/assessment/reopen/", assessing.reopen, name="reopen"),
    path("policy/<uuid:uid>/draft/procurements/", changing.judged_by, name="judged_by"),
]
