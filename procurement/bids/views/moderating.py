"""The procurement lead agrees one score for each answer, once all evaluators have scored it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from procurement.bids import queries, services
from procurement.bids.forms import deciding as forms
from procurement.bids.views.frame import page, saved
from procurement.tenders.domain.moves import FINISH_MODERATION
from procurement.tenders.queries import tender as tender_of_uid
from socialvalue.access.forms import PlainForm
from socialvalue.access.services import allowed, may_move
from socialvalue.access.views import council_page


def _answers_page(request: HttpRequest, tender, form: PlainForm | None = None) -> HttpResponse:
    listed = queries.standings(request.actor, tender)
    return page(
        request,
        "bids/moderate.html",
        tender,
        "Moderation",
        form,
        sections=queries.moderation_sections(listed),
        **queries.agreed_of(listed),
        may_finish=may_move(tender, request.actor, FINISH_MODERATION),
        finishing=FINISH_MODERATION,
    )


@council_page("bids.see_scores")
def answers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every answer with where it stands: waiting for an evaluator, ready, agreed."""
    return _answers_page(request, tender_of_uid(request.actor, uid))


@council_page("bids.see_scores")
def answer(request: HttpRequest, uid: uuid.UUID, bid_uid: uuid.UUID, question_uid: uuid.UUID) -> HttpResponse:
    """One answer: what each evaluator gave and why, the average, and the consensus with its reason."""
    tender = tender_of_uid(request.actor, uid)
    standing = queries.standing(request.actor, tender, bid_uid, question_uid)
    agreed = standing.agreed
    form = forms.ScoreForm(
        request.POST or None,
        scoring=standing.scoring,
        reason_label="Reason for the agreed score",
        reason_hint="It stands in the award's papers, so write what the bidder could read.",
        submit_label="Agree this score",
        initial={
            **standing.agreed_scores,
            "reason": agreed.reason if agreed else "",
            "version": agreed.version if agreed else 0,
        },
    )
    if saved(
        request,
        form,
        services.moderate,
        lambda: _version(queries.standing(request.actor, tender, bid_uid, question_uid)),
        lambda: {
            "bid": standing.bid,
            "question": question_uid,
            "scores": form.scores,
            "reason": form.cleaned_data["reason"],
        },
        f"The score of {standing.bid.supplier.name} for {standing.question.title.lower()} is agreed.",
    ):
        return redirect("bids:moderate", uid)
    may = tender.status == "opened" and bool(allowed(request.actor, "bids.moderate", tender))
    more = {"standing": standing, "may_agree": may and not standing.awaited, "tab": "Moderation"}
    held = queries.contents(request.actor, standing.bid)
    more["answer_text"] = held.answer(str(question_uid)).text
    return page(
        request, "bids/moderate_answer.html", tender, standing.question.title, form, held=held, **more
    )


def _version(standing) -> int:
    return standing.agreed.version if standing.agreed else 0


@council_page("bids.moderate")
@require_POST
def finish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close scoring; the ranking follows from the agreed scores."""
    tender = tender_of_uid(request.actor, uid)
    form = forms.MoveForm(request.POST)
    if saved(
        request,
        form,
        services.finish_moderation,
        lambda: tender_of_uid(request.actor, uid).version,
        lambda: {"tender": tender},
        "Moderation is finished. This is the result.",
    ):
        return redirect("bids:result", uid)
    return _answers_page(request, tender_of_uid(request.actor, uid), form)
