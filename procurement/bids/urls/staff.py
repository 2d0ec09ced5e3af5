"""Addresses for the people who open, score, moderate and award."""

from django.urls import path

from procurement.bids.views import awarding, moderating, opened, proposing, scoring

app_name = "bids"
ANSWER = "<uuid:bid_uid>/<uuid:question_uid>/"
urlpatterns = [
    path("tenders/<uuid:uid>/bids/", opened.of_tender, name="of_tender"),
    path("tenders/<uuid:uid>/bids/open/", opened.open_bids, name="open"),
    path("bids/<uuid:uid>/", opened.bid, name="bid"),
    path(
        "bids/<uuid:uid>/measures/<uuid:proposal_uid>/decide/",
        proposing.decide,
        name="decide_proposal",
    ),
    path("tenders/<uuid:uid>/score/", scoring.answers, name="score"),
    path(f"tenders/<uuid:uid>/score/{ANSWER}", scoring.answer, name="score_answer"),
    path("tenders/<uuid:uid>/moderate/", moderating.answers, name="moderate"),
    path(f"tenders/<uuid:uid>/moderate/{ANSWER}", moderating.answer, name="moderate_answer"),
    path("tenders/<uuid:uid>/moderate/finish/", moderating.finish, name="finish"),
    path("tenders/<uuid:uid>/result/", awarding.result, name="result"),
    path("tenders/<uuid:uid>/award/", awarding.award, name="award"),
]
