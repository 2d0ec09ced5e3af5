"""Putting right the facts by which a procurement that has commenced was judged."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from procurement.opportunities import forms, queries, services
from procurement.opportunities.views.details import trail
from socialvalue.access.views import council_page, sent, show


@council_page("procurement.correct")
def correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct settled facts, with the reason; what the policy requires is judged again by the rules of that day."""
    procurement = queries.procurement(request.actor, uid)
    if not queries.may_be_corrected(request.actor, procurement):
        return redirect("opportunities:details", uid)
    form = forms.CorrectionForm(
        request.POST or None,
        initial={**procurement.settled, "version": procurement.version},
        cancel_url=reverse("opportunities:details", args=[uid]),
        **queries.detail_choices(request.actor, procurement.commenced_on),
    )
    done = sent(
        request,
        form,
        services.correct_facts,
        lambda: {"procurement": procurement, **form.asked()},
        fresh_version=lambda: queries.procurement(request.actor, uid).version,
    )
    if done:
        messages.success(request, "The facts are corrected, and what the policy requires was judged again.")
        return redirect("opportunities:details", uid)
    more = {"tender_is_out": queries.tender_is_out(request.actor, procurement)}
    page = {"procurement": procurement, "breadcrumbs": trail(procurement), **more}
    return show(request, "opportunities/correct.html", form, **page)
