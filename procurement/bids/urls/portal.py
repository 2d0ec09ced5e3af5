"""Addresses for the people of a supplier who write a bid."""

from django.urls import path

from procurement.bids.views import proposing, submitting, writing

app_name = "portal_bids"
OFFER = "bids/<uuid:uid>/offers/<uuid:measure_uid>/"
urlpatterns = [
    path("tenders/<uuid:uid>/bid/", writing.start, name="start"),
    path("bids/", writing.bids, name="list"),
    path("bids/<uuid:uid>/", writing.bid, name="bid"),
    path("bids/<uuid:uid>/price/", writing.price, name="price"),
    path("bids/<uuid:uid>/answers/<uuid:question_uid>/", writing.answer, name="answer"),
    path(OFFER, writing.offer, name="offer"),
    path(f"{OFFER}remove/", writing.offer_remove, name="offer_remove"),
    path(f"{OFFER}of/<slug:variant>/", writing.offer, name="offer_variant"),
    path(f"{OFFER}of/<slug:variant>/remove/", writing.offer_remove, name="offer_variant_remove"),
    path("bids/<uuid:uid>/measures/new/", proposing.propose, name="propose"),
    path("bids/<uuid:uid>/measures/<uuid:proposal_uid>/", proposing.proposal, name="proposal"),
    path(
        "bids/<uuid:uid>/measures/<uuid:proposal_uid>/remove/",
        proposing.proposal_remove,
        name="proposal_remove",
    ),
    path("bids/<uuid:uid>/check/", submitting.check, name="check"),
    path("bids/<uuid:uid>/submitted/", submitting.submitted, name="submitted"),
    path("bids/<uuid:uid>/change/", submitting.change, name="change"),
]
