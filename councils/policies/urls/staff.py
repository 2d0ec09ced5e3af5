"""Addresses of policies for council staff."""

from django.urls import path

from councils.policies.views import drafts, pages, reviews, versions

app_name = "policies"
one = "policy/<uuid:uid>"
urlpatterns = [
    path("policy/", pages.current, name="current"),
    path("policy/versions/", versions.listing, name="list"),
    path("policy/versions/new/", versions.upload, name="upload"),
    path("policy/reviews/", reviews.listing, name="reviews"),
    path(f"{one}/", pages.version, name="version"),
    path(f"{one}/reviews/<slug:place>/", reviews.done, name="review_done"),
    path(f"{one}/file/", versions.file, name="file"),
    path(f"{one}/history/", versions.history, name="history"),
    path(f"{one}/draft/", drafts.draft, name="draft"),
    path(f"{one}/draft/settle/<slug:first>/<slug:second>/", drafts.settle, name="settle"),
    path(f"{one}/draft/ask/", drafts.ask, name="ask"),
    path(f"{one}/draft/take-back/", drafts.take_back, name="take_back"),
    path(f"{one}/draft/withdraw/", drafts.withdraw, name="withdraw"),
]
