"""An evaluator scores alone: its task list, and one answer a page."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.bids import queries, services
from procurement.bids.forms import deciding as forms
from procurement.bids.views.frame import page, saved
from procurement.tenders.queries import tender as tender_of_uid
from socialvalue.access.views import council_page


@council_page("bids.score")
def answers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The answers that the evaluator scores, question by question."""
    tender = tender_of_uid(request.actor, uid)
    listed = queries.to_score(request.actor, tender)
    return page(
        request,
        "bids/score.html",
        tender,
        "Score",
        sections=queries.score_sections(listed),
        number=len(listed),
        done=sum(one.is_done for one in listed),
    )


@council_page("bids.score")
def answer(request: HttpRequest, uid: uuid.UUID, bid_uid: uuid.UUID, question_uid: uuid.UUID) -> HttpResponse:
    """One answer: what was asked, what the bidder wrote, and the evaluator's own score with its reason."""
    tender = tender_of_uid(request.actor, uid)
    sheet = queries.score_sheet(request.actor, tender, bid_uid, question_uid)
    form = forms.ScoreForm(
        request.POST or None,
        scoring=sheet.scoring,
        reason_label="Your reason",
        reason_hint="What in the answer earns this score, and what is missing.",
        initial={**sheet.scores, "reason": sheet.reason, "version": sheet.version},
    )
    if saved(
        request,
        form,
        services.record_score,
        lambda: queries.score_sheet(request.actor, tender, bid_uid, question_uid).version,
        lambda: {
            "bid": sheet.bid,
            "question": question_uid,
            "scores": form.scores,
            "reason": form.cleaned_data["reason"],
        },
        f"Your score of {sheet.bid.supplier.name} for {sheet.question.title.lower()} is saved.",
    ):
        left = [one.url for one in queries.to_score(request.actor, tender) if not one.is_done]
        return redirect(left[0] if left and not sheet.version else reverse("bids:score", args=[uid]))
    return page(
        request, "bids/score_answer.html", tender, sheet.question.title, form, sheet=sheet, tab="Score"
    )
