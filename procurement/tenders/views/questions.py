"""The questions of a tender: the list of one kind, a new one, changing one, removing one."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.tenders import forms, queries, services
from procurement.tenders.domain.scoring import marks_words
from procurement.tenders.domain.weights import Kind
from procurement.tenders.views.frame import page, saved, trail
from socialvalue.access.views import council_page


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError:
        raise Http404 from None


def _list_url(tender: Any, kind: Kind) -> str:
    return reverse("tenders:questions", args=[tender.uid, kind.value])


def _title(kind: Kind) -> str:
    return f"{kind.words.capitalize()} questions"


@council_page("tender.build")
def questions(request: HttpRequest, uid: uuid.UUID, kind: str) -> HttpResponse:
    """The questions of one kind, with their marks and how many are still to share out."""
    of = _kind(kind)
    found = queries.draft_tender(request.actor, uid)
    built = queries.draft(request.actor, found)
    shown = {
        "kind": of,
        "questions": built.questions_of(of),
        "marks": built.marks(of),
        "weight": built.weights.of(of) if built.weights else None,
        "scoring": built.scoring_of(of),
    }
    return page(request, "tenders/questions.html", found, _title(of), **shown)


def _form(request: HttpRequest, found: Any, kind: Kind, **initial: Any) -> forms.QuestionForm:
    outcomes = None
    if kind is Kind.SOCIAL_VALUE:
        outcomes = [(one.key, one.title) for one in queries.chosen_outcomes(request.actor, found)]
    return forms.QuestionForm(
        request.POST if request.method == "POST" else None,
        outcomes=outcomes,
        marks_hint=queries.marks_hint(queries.draft(request.actor, found), kind, initial.get("marks")),
        initial=initial,
        version=found.version,
        cancel_url=_list_url(found, kind),
    )


@council_page("tender.build")
def question_new(request: HttpRequest, uid: uuid.UUID, kind: str) -> HttpResponse:
    """One more question."""
    of = _kind(kind)
    found = queries.draft_tender(request.actor, uid)
    form = _form(request, found, of)
    if saved(request, form, services.add_question, found, "Question added.", tender=found, kind=of.value):
        return redirect(_list_url(found, of))
    title = f"New {of.words} question"
    way = trail(found, (_title(of), _list_url(found, of)), (title, None))
    return page(request, "tenders/form.html", found, title, form, kind=of, breadcrumbs=way)


@council_page("tender.build")
def question(request: HttpRequest, uid: uuid.UUID, question_uid: uuid.UUID) -> HttpResponse:
    """Change one question."""
    found = queries.draft_tender(request.actor, uid)
    asked = queries.question(request.actor, found, question_uid)
    kind = Kind(asked.kind)
    now = {"text": asked.text, "guidance": asked.guidance, "marks": asked.marks}
    form = _form(request, found, kind, outcome=asked.outcome.key if asked.outcome else "", **now)
    if saved(request, form, services.change_question, found, "Question saved.", question=asked):
        return redirect(_list_url(found, kind))
    title = str(asked)
    way = trail(found, (_title(kind), _list_url(found, kind)), (title, None))
    return page(request, "tenders/form.html", found, title, form, kind=kind, question=asked, breadcrumbs=way)


@council_page("tender.build")
def question_remove(request: HttpRequest, uid: uuid.UUID, question_uid: uuid.UUID) -> HttpResponse:
    """What removing a question does, and the button."""
    found = queries.draft_tender(request.actor, uid)
    asked = queries.question(request.actor, found, question_uid)
    kind = Kind(asked.kind)
    back = _list_url(found, kind)
    data = request.POST if request.method == "POST" else None
    form = forms.RemoveQuestionForm(data, version=found.version, cancel_url=back)
    said = f"{asked} removed. {marks_words(asked.marks)} marks are free."
    if saved(request, form, services.remove_question, found, said, question=asked):
        return redirect(back)
    title = f"Remove {str(asked).lower()}"
    way = trail(found, (_title(kind), back), (title, None))
    return page(request, "tenders/question_remove.html", found, title, form, question=asked, breadcrumbs=way)
