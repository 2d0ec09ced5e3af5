"""Addresses of procurements before their tender, of measures written for one, and of exceptions from the policy."""

from django.urls import path

from procurement.opportunities.views import (
    assessing,
    bespoke,
    changing,
    correcting,
    details,
    exceptions,
    library,
    listing,
)

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
    path(f"{one}/assessment/write/", bespoke.write, name="write_measure"),
    path("written-measures/<uuid:uid>/", bespoke.written, name="written"),
    path("written-measures/<uuid:uid>/change/", bespoke.change, name="change_written"),
    path("written-measures/<uuid:uid>/propose/", bespoke.propose, name="propose_written"),
    path("written-measures/<uuid:uid>/withdraw/", bespoke.withdraw, name="withdraw_written"),
    path("written-measures/<uuid:uid>/decide/", bespoke.decide, name="decide_written"),
    path("written-measures/<uuid:uid>/library/", library.propose, name="propose_for_library"),
    path("policy/proposed-measures/", library.listing, name="proposals"),
    path("policy/proposed-measures/<uuid:uid>/", library.proposal, name="proposal"),
    path("policy/proposed-measures/<uuid:uid>/decide/", library.decide, name="decide_proposal"),
    path("policy/proposed-measures/<uuid:uid>/file/", library.piece, name="proposal_file"),
    path(f"{one}/assessment/complete/", assessing.complete, name="complete"),
    path(f"{one}/assessment/reopen/", assessing.reopen, name="reopen"),
    path(f"{one}/exceptions/ask/", exceptions.ask, name="ask_exception"),
    path("exceptions/", exceptions.register, name="exceptions"),
    path("exceptions/download/", exceptions.download, name="download_exceptions"),
    path("exceptions/<uuid:uid>/", exceptions.exception, name="exception"),
    path("exceptions/<uuid:uid>/decide/", exceptions.decide, name="decide_exception"),
    path("exceptions/<uuid:uid>/withdraw/", exceptions.withdraw, name="withdraw_exception"),
    path("exceptions/<uuid:uid>/evidence/", exceptions.attach, name="attach_exception"),
    path("exceptions/evidence/<uuid:uid>/", exceptions.evidence, name="exception_evidence"),
    path("exceptions/evidence/<uuid:uid>/remove/", exceptions.remove_file, name="remove_exception_file"),
    path("policy/<uuid:uid>/draft/procurements/", changing.judged_by, name="judged_by"),
]
