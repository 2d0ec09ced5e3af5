"""A draft of the council's policy: what it would change, what is to be settled in it, and what becomes of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from councils.policies import forms, queries, services
from councils.policies.domain.moves import APPROVE, ASK, TAKE_BACK, WITHDRAW
from councils.policies.views.differing import differences_shown, rule_words
from councils.policies.views.parts import conflicts_shown
from councils.policies.views.versions import trail
from socialvalue import clock
from socialvalue.access.domain import NotFound, Refusal
from socialvalue.access.services import may_move
from socialvalue.access.views import attempt, council_page, sent, show


@council_page("policy.see_draft")
def draft(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What the draft changes, what is to be settled, and the buttons of whoever may go on with it."""
    policy = queries.draft(request.actor, uid)
    if policy.is_published:
        return redirect(policy)
    says, present = queries.framework(policy), _present(request)
    asks = may_move(policy, request.actor, ASK)
    context = {
        "policy": policy,
        "present": present,
        "differences": differences_shown(queries.framework(present), says) if present else None,
        "unsettled": queries.unsettled(says),
        "blocked": bool(queries.to_settle(says)),
        "conflicts": [one for one in conflicts_shown(says) if one.governing],
        "may_ask": asks,
        "alone": asks and not queries.second_people(request.actor),
        "may_publish": may_move(policy, request.actor, APPROVE),
        "may_take_back": may_move(policy, request.actor, TAKE_BACK),
        "may_withdraw": may_move(policy, request.actor, WITHDRAW),
        "breadcrumbs": trail((str(policy), None)),
    }
    return render(request, "policies/draft.html", context)


def _present(request: HttpRequest) -> Any:
    """The version in force today; None without one."""
    try:
        return queries.in_force(request.actor, request.actor.council_id, clock.today())
    except NotFound:
        return None


def _under(policy: Any, here: str) -> list[tuple[str, str | None]]:
    return trail((str(policy), draft_url(policy)), (here, None))


def draft_url(policy: Any) -> str:
    """The page of a draft."""
    return reverse("policies:draft", args=[policy.uid])


def _version(request: HttpRequest, uid: uuid.UUID) -> int:
    return queries.draft(request.actor, uid).version


@council_page("policy.maintain")
def settle(request: HttpRequest, uid: uuid.UUID, first: str, second: str) -> HttpResponse:
    """Choose which of two rules governs, and say why; the choice is written into the draft's file."""
    policy = queries.draft(request.actor, uid)
    says = queries.framework(policy)
    if not {first, second} <= {rule.key for rule in says.rules}:
        raise NotFound("the draft has no such rules")
    case = next((one for one in queries.unsettled(says) if one.conflict.rules == (first, second)), None)
    if case is None and request.method == "POST":
        raise Refusal("Somebody has settled this already, or the rules are no longer in the draft.")
    if case is None:
        return redirect("policies:draft", policy.uid)
    both = [rule_words(rule, says) for rule in (case.one, case.other)]
    form = forms.SettleForm(
        request.POST or None,
        rules=[(one.key, one.sentence, f"{one.when} {one.cited}") for one in both],
        version=policy.version,
        cancel_url=draft_url(policy),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        over = second if told["governs"] == first else first
        told |= {"policy": policy, "over": over, "by": request.actor}
        if attempt(form, services.settle, fresh_version=lambda: _version(request, uid), **told):
            messages.success(request, "The draft's file now says which of the two governs.")
            return redirect("policies:draft", policy.uid)
    context = {"policy": policy, "case": case, "breadcrumbs": _under(policy, "Which governs")}
    return show(request, "policies/settle.html", form, **context)


@council_page("policy.maintain")
def ask(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask a second person to publish the draft, from a day on."""
    policy = queries.draft(request.actor, uid)
    form = forms.BeginForm(
        request.POST or None,
        day=policy.begins_on,
        may_be_unknown=policy.begins_unknown,
        version=policy.version,
        submit_label=ASK.label,
        cancel_url=draft_url(policy),
    )
    if request.method == "POST" and form.is_valid():
        told = {"policy": policy, "by": request.actor, **form.cleaned_data}
        if attempt(form, services.ask, fresh_version=lambda: _version(request, uid), **told):
            messages.success(request, "The draft now waits for somebody else to publish it.")
            return redirect("policies:draft", policy.uid)
    second = queries.second_people(request.actor)
    context = {"policy": policy, "second": second, "breadcrumbs": _under(policy, "Ask to publish")}
    return show(request, "policies/ask.html", form, **context)


@council_page("policy.return")
def take_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a draft again of what waits for approval, and say why."""
    policy = queries.draft(request.actor, uid)
    if request.method != "POST" and policy.status not in TAKE_BACK.sources:
        return redirect("policies:draft", policy.uid)
    form = forms.TakeBackForm(
        request.POST or None,
        version=policy.version,
        submit_label=TAKE_BACK.label,
        cancel_url=draft_url(policy),
    )
    done = sent(
        request,
        form,
        services.take_back,
        lambda: {"policy": policy, **form.cleaned_data},
        fresh_version=lambda: _version(request, uid),
    )
    if done:
        messages.success(request, "It is a draft again.")
        return redirect("policies:draft", policy.uid)
    context = {"policy": policy, "breadcrumbs": _under(policy, "Take it back to a draft")}
    return show(request, "policies/take_back.html", form, **context)


@council_page("policy.maintain")
@require_POST
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a draft aside."""
    policy = queries.draft(request.actor, uid)
    form = forms.MoveForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    services.withdraw(policy=policy, version=version, by=request.actor)
    messages.success(request, "The draft is withdrawn.")
    return redirect("policies:draft", policy.uid)
