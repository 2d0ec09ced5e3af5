"""Addresses for the people who build tenders."""

from django.urls import path

from procurement.tenders.views import building, questions

app_name = "tenders"
urlpatterns = [
    path("procurements/<uuid:uid>/tender/", building.start, name="start"),
    path("tenders/<uuid:uid>/", building.tender, name="tender"),
    path("tenders/<uuid:uid>/instructions/", building.instructions, name="instructions"),
    path("tenders/<uuid:uid>/dates/", building.dates, name="dates"),
    path("tenders/<uuid:uid>/deadline/", building.deadline, name="deadline"),
    path("tenders/<uuid:uid>/weights/", building.weights, name="weights"),
    path("tenders/<uuid:uid>/measures/", building.measures, name="measures"),
    path("tenders/<uuid:uid>/questions/<slug:kind>/", questions.questions, name="questions"),
    path("tenders/<uuid:uid>/questions/<slug:kind>/new/", questions.question_new, name="question_new"),
    path("tenders/<uuid:uid>/question/<uuid:question_uid>/", questions.question, name="question"),
    path(
        "tenders/<uuid:uid>/question/<uuid:question_uid>/remove/",
        questions.question_remove,
        name="question_remove",
    ),
    path("tenders/<uuid:uid>/evaluators/", building.evaluators, name="evaluators"),
    path("tenders/<uuid:uid>/evaluators/remove/", building.evaluator_remove, name="evaluator_remove"),
    path("tenders/<uuid:uid>/check/", building.check, name="check"),
    path("tenders/<uuid:uid>/publish/", building.publish, name="publish"),
]
