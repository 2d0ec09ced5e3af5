"""For whom you act, who a council's people are, and the demonstration's clock and mail."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from councils.people import forms, queries, services
from socialvalue.access.views import attempt, council_page, public_page, show, signed_in_page, supplier_page


@signed_in_page
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose the council or supplier to act for."""
    now = queries.acting_as(request.standings, request.session.get(queries.ACTING_FOR))
    chosen = {"acting_for": now.key if now else None}
    form = forms.ActForForm(request.POST or None, standings=request.standings, initial=chosen)
    if request.method == "POST" and form.is_valid():
        request.session[queries.ACTING_FOR] = form.cleaned_data["acting_for"]
        return redirect("journey:home")
    return show(request, "people/act_for.html", form)


@signed_in_page
def account(request: HttpRequest) -> HttpResponse:
    """Your own account: how you sign in, and for whom you may act."""
    held = [(standing.name, ", ".join(standing.roles)) for standing in request.standings]
    rows = [{"key": name, "value": roles.capitalize()} for name, roles in held]
    shown = {"rows": rows, "has_second_step": queries.has_second_step(request.user)}
    return render(request, "people/account.html", shown)


@council_page("council.see")
def council(request: HttpRequest) -> HttpResponse:
    """The council's people and what each may do."""
    shown = {"memberships": queries.memberships(request.actor), "before": queries.predecessors(request.actor)}
    return render(request, "people/council.html", shown)


@supplier_page("own_contract.see")
def organisation(request: HttpRequest) -> HttpResponse:
    """The supplier's own page: what is known of it, and its people."""
    people = queries.supplier_people(request.actor)
    supplier = people[0].supplier
    rows = [
        {"key": "Size", "value": supplier.get_size_display()},
        {"key": "Voluntary, community or social enterprise", "value": "Yes" if supplier.is_vcse else "No"},
        {"key": "Company number", "value": supplier.company_number or "Not given"},
        {"key": "Postcode", "value": supplier.postcode or "Not given"},
    ]
    return render(
        request, "people/organisation.html", {"memberships": people, "supplier": supplier, "rows": rows}
    )


@public_page
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move a demonstration's clock forward; there is no such page in production."""
    if not settings.DEMONSTRATION:
        raise Http404
    form = forms.ClockForm(request.POST)
    if form.is_valid() and attempt(form, services.move_clock, day=form.cleaned_data["day"]):
        messages.success(request, f"The demonstration's day is now {form.cleaned_data['day']:%-d %B %Y}.")
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if safe else "journey:home")
    return show(request, "people/clock.html", form)


@public_page
def mail(request: HttpRequest) -> HttpResponse:
    """The mail that a demonstration has sent: files on this machine, shown instead of an inbox."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "people/mail.html", {"letters": services.demonstration_mail()})
