"""A supplier writes its bid: the task list, the price, an answer, an offer on a measure."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from measures.domain.units import Unit
from procurement.bids import queries, services
from procurement.bids.domain.quantities import RowTotal, cell, row_total, year_totals
from procurement.bids.forms import writing as forms
from procurement.bids.views.frame import is_draft, portal_page, saved
from procurement.tenders.queries import published_tender
from socialvalue.access.views import show, supplier_page

PAGE = 25
OWN_HOW = "Who does what, where, and with whom. If you win and the council approves it, it becomes part of the contract."
UNIT_HINTS = {
    Unit.FTE: "Enter the full-time equivalents in post, on average over the quarter.",
    Unit.GBP: "Enter pounds.",
    Unit.YES_NO: "Enter 1 in the quarter by whose end you will have done it.",
    Unit.PERCENT: "Enter the percentage that you commit to in the quarter.",
}


@supplier_page("bid.write")
@require_POST
def start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Start a bid for a tender, or go on with the one that was started."""
    tender = published_tender(request.actor, uid)
    bid = services.start_bid(tender=tender, by=request.actor)
    return redirect("portal_bids:bid", bid.uid)


@supplier_page("bid.write")
def bids(request: HttpRequest) -> HttpResponse:
    """The bids of the supplier with all councils."""
    page = Paginator(queries.my_bids(request.actor), PAGE).get_page(request.GET.get("page"))
    home = reverse("portal_journey:home")
    return show(
        request, "portal/bids/list.html", page=page, breadcrumbs=[("Home", home), ("Your bids", None)]
    )


@supplier_page("bid.write")
def bid(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The bid: while it is a draft a task list, later what was submitted and what became of it."""
    found = queries.bid(request.actor, uid)
    held = queries.contents(request.actor, found)
    missing = queries.missing(found, held)
    return portal_page(
        request,
        "portal/bids/bid.html",
        found,
        "Your bid",
        held=held,
        offers=[(one, "") for one in held.offers],
        proposed=[(one, "") for one in held.proposed],
        sections=queries.sections(found, held, missing),
    )


@supplier_page("bid.write")
def price(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The price of the bid."""
    found = queries.bid(request.actor, uid)
    if request.method == "GET" and not is_draft(found):
        return redirect("portal_bids:bid", uid)
    held = queries.contents(request.actor, found)
    form = forms.PriceForm(
        request.POST or None, initial={"amount_ex_vat": held.price, "version": held.price_version}
    )
    if saved(
        request,
        form,
        services.save_price,
        lambda: queries.contents(request.actor, found).price_version,
        lambda: {"bid": found, "amount_ex_vat": form.cleaned_data["amount_ex_vat"]},
    ):
        return redirect("portal_bids:bid", uid)
    return portal_page(request, "portal/bids/price.html", found, "Your price", form, scheme=_scheme(found))


@supplier_page("bid.write")
def answer(request: HttpRequest, uid: uuid.UUID, question_uid: uuid.UUID) -> HttpResponse:
    """The answer to one question."""
    found = queries.bid(request.actor, uid)
    if request.method == "GET" and not is_draft(found):
        return redirect("portal_bids:bid", uid)
    now = queries.contents(request.actor, found).answer(str(question_uid))
    form = forms.AnswerForm(request.POST or None, initial={"text": now.text, "version": now.version})
    if saved(
        request,
        form,
        services.save_answer,
        lambda: queries.contents(request.actor, found).answer(str(question_uid)).version,
        lambda: {"bid": found, "question": question_uid, "text": form.cleaned_data["text"]},
    ):
        return redirect("portal_bids:bid", uid)
    scoring = _scheme(found).scoring_of(now.question.kind)
    more = {"question": now.question, "scoring": scoring, "scheme": _scheme(found)}
    return portal_page(request, "portal/bids/answer.html", found, now.question.title, form, **more)


@supplier_page("bid.write")
def offer(request: HttpRequest, uid: uuid.UUID, measure_uid: uuid.UUID, variant: str = "") -> HttpResponse:
    """What the bid offers on one measure: how, and how much in each quarter. "Add up" shows the total, unsaved."""
    found = queries.bid(request.actor, uid)
    if request.method == "GET" and not is_draft(found):
        return redirect("portal_bids:bid", uid)
    slot = queries.contents(request.actor, found).slot(str(measure_uid), variant)
    form = _offer_form(request, found, slot)
    adds_up = "add_up" in request.POST
    if adds_up:
        form.fields["how"].required = False
    if not adds_up and saved(
        request,
        form,
        services.save_offer,
        lambda: queries.contents(request.actor, found).slot(str(measure_uid), variant).version,
        lambda: {
            "bid": found,
            "measure": measure_uid,
            "variant": variant,
            "how": form.cleaned_data["how"],
            "quantities": form.quantities,
        },
    ):
        return redirect(f"{reverse('portal_bids:bid', args=[uid])}#commitments")
    total = _add_up(found, slot, form)
    if slot.proposal:
        form.fields["how"].help_text = OWN_HOW
    more = {
        "unit_hint": UNIT_HINTS.get(slot.asked.unit, f"Counted in {slot.asked.unit_words}."),
        "slot": slot,
        "total": total,
        "scheme": _scheme(found),
        "remove_url": slot.remove_url_in(uid),
        "words_url": slot.words_url_in(uid),
    }
    return portal_page(request, "portal/bids/offer.html", found, slot.title, form, **more)


@supplier_page("bid.write")
def offer_remove(
    request: HttpRequest, uid: uuid.UUID, measure_uid: uuid.UUID, variant: str = ""
) -> HttpResponse:
    """Say what taking an offer out of the bid deletes, then take it out."""
    found = queries.bid(request.actor, uid)
    slot = queries.contents(request.actor, found).slot(str(measure_uid), variant)
    if request.method == "GET" and not (is_draft(found) and slot.is_offered):
        return redirect("portal_bids:bid", uid)
    form = forms.RemoveForm(request.POST or None)
    if saved(
        request,
        form,
        services.remove_offer,
        lambda: slot.version,
        lambda: {"bid": found, "measure": measure_uid, "variant": variant},
        f"Your offer on {slot.title} is removed.",
    ):
        return redirect(f"{reverse('portal_bids:bid', args=[uid])}#commitments")
    heading = f"Remove your offer on {slot.title}?"
    more = {"slot": slot, "remove_url": slot.remove_url_in(uid), "offer_url": slot.url_in(uid)}
    return portal_page(request, "portal/bids/remove.html", found, heading, form, heading=heading, **more)


def _scheme(bid):
    return queries.frozen_scheme(bid.tender)


def _offer_form(request: HttpRequest, bid, slot: queries.OfferShown) -> forms.OfferForm:
    quarters, year = _scheme(bid).quarters, queries.year_of(bid)
    initial = {cell(period): quantity for period, quantity in slot.lines.items()}
    return forms.OfferForm(
        request.POST or None,
        asked=slot.asked,
        quarters=quarters,
        year=year,
        initial={"how": slot.how, "version": slot.version, **initial},
    )


def _add_up(bid, slot: queries.OfferShown, form: forms.OfferForm) -> RowTotal | None:
    """What the quantities come to, those that were typed and are in order, or those that are saved; each year's stands
    in the form. None where there are none."""
    form.is_valid()  # clean what was typed: what is in order is added up
    quantities = form.quantities if form.is_bound else slot.lines
    if not quantities:
        return None
    asked = (quantities, slot.asked, _scheme(bid).quarters, queries.year_of(bid))
    form.totals = year_totals(*asked)
    return row_total(*asked)
