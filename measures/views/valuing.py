"""How a council values its measures: what is in force, every choice so far, and making another."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures import queries, services
from measures.domain.choosing import CannotBeValued, Choice
from measures.domain.valuation import Valuation, value
from measures.forms.choosing import ChoiceForm, known
from socialvalue import clock
from socialvalue.access.services import allowed
from socialvalue.access.views import attempt, council_page, show

ONE = Decimal(1)


def _trail(*last: str) -> list[tuple[str, str | None]]:
    here: list[tuple[str, str | None]] = [
        ("Your work", reverse("journey:home")),
        ("Policy", reverse("policies:current")),
    ]
    return [
        *here,
        ("How measures are valued", reverse("measures:valuing")),
        *((words, None) for words in last),
    ]


@council_page("values.see")
def valuing(request: HttpRequest) -> HttpResponse:
    """What values each measure of the policy in force today, and every choice that was made."""
    rows = [_row(one) for one in queries.choosing(request.actor)]
    return show(
        request,
        "measures/valuing.html",
        rows=rows,
        choices=queries.choices(request.actor),
        may_choose=bool(allowed(request.actor, "values.choose")),
        breadcrumbs=[*_trail()[:-1], ("How measures are valued", None)],
    )


def _row(one: queries.Chosen) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "worth": worth_words(one.valuation),
        "valuation": one.valuation,
        "is_own": not one.is_for_all,
    }


def worth_words(valuation: Valuation) -> str:
    """What one unit is worth this year, with its arithmetic; empty where it is not valued."""
    found = value(ONE, valuation, clock.today().year)
    return found.words if found else ""


@council_page("values.choose")
def choose(request: HttpRequest, key: str = "") -> HttpResponse:
    """Choose how one measure, or every measure, is valued from a day on: fill in, check what it comes to, confirm."""
    measure = queries.measure_to_choose(request.actor, key) if key else None
    form = ChoiceForm(
        request.POST or None,
        options=queries.options(request.actor, measure),
        years=queries.price_years(request.actor, measure),
        guides=queries.guides(),
        initial={"from_day": clock.today(), "version": queries.last_choice(request.actor)}
        | known(queries.choice_now(request.actor, key)),
        cancel_url=reverse("measures:valuing"),
    )
    trail = _trail(measure.headline if measure else "All measures")
    page = {"measure": measure, "breadcrumbs": trail}
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        return show(request, "measures/choose.html", form, **page)
    choice = form.choice(key)
    try:
        tried = _tried(request, choice, measure)
    except CannotBeValued as misfit:
        form.add_error("valued_by", str(misfit))
        return show(request, "measures/choose.html", form, **page)
    if "confirmed" not in request.POST:
        return show(request, "measures/choose_check.html", form, choice=choice, tried=tried, **page)
    done = attempt(
        form,
        services.choose,
        fresh_version=lambda: queries.last_choice(request.actor),
        choice=choice,
        reason=form.cleaned_data["reason"],
        after=form.cleaned_data["version"],
        by=request.actor,
    )
    if done:
        messages.success(request, "Saved. It holds for contracts that are signed from that day on.")
        return redirect("measures:valuing")
    return show(request, "measures/choose.html", form, **page)


def _tried(request: HttpRequest, choice: Choice, measure) -> list[dict[str, Any]]:
    """One unit of each measure under the choice that is about to be made, beside what it is worth now."""
    of = [one for one in queries.choosing(request.actor) if measure is None or one.measure.pk == measure.pk]
    then = queries.preview(request.actor, choice, [one.measure for one in of])
    rows = []
    for one in of:
        if measure is None and not one.is_for_all:
            continue
        found = value(ONE, then[one.measure.pk], choice.from_day.year)
        rows.append(
            {
                "measure": one.measure,
                "now": worth_words(one.valuation),
                "then": found.words if found else "",
                "left_out": _left_out(choice, then[one.measure.pk]),
            }
        )
    return rows


def _left_out(choice: Choice, found: Valuation) -> str:
    """What a choice for all leaves out for this measure, and why."""
    if not found.is_valued:
        return ""
    if choice.adjusts and found.net:
        return "Not adjusted: this value is already net."
    if choice.price_year and found.prices != choice.price_year:
        return f"Left in its own prices: no index has both {found.price_year or 'its year'} and {choice.price_year}."
    return ""
