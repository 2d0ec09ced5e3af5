"""What every view starts with: who may come in, and how a service's refusal gets back to the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from socialvalue.access.domain import Denied, Kind, Refusal, Stale, admits
from socialvalue.access.forms import PlainForm

View = Callable[..., HttpResponse]


def _page_for(kind: Kind, permission: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = request.actor
            if actor.kind is not kind:
                raise Denied(f"This page is for people who act for a {kind}.")
            if not (admitted := admits(actor, permission)):
                raise Denied(admitted.reason)
            return view(request, *args, **kwargs)

        guarded.audience, guarded.permission = kind, permission
        return guarded

    return decorate


def council_page(permission: str) -> Callable[[View], View]:
    """A page for people who act for a council and hold a role of ``permission``; records are asked for in queries."""
    return _page_for(Kind.COUNCIL, permission)


def supplier_page(permission: str) -> Callable[[View], View]:
    """A page for people who act for a supplier and hold a role of ``permission``."""
    return _page_for(Kind.SUPPLIER, permission)


def signed_in_page(view: View) -> View:
    """A page for anybody who has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.audience, guarded.permission = "signed in", None
    return guarded


def public_page(view: View) -> View:
    """A page for anybody."""
    view.audience, view.permission = Kind.PUBLIC, None
    return view


class Attempt:
    """What became of a service that a form asked for: ``done`` with its ``result``, or refused at the form."""

    def __init__(self, done: bool, result: Any = None):
        self.done, self.result = done, result

    def __bool__(self) -> bool:
        return self.done


def attempt(
    form: PlainForm, service: Callable[..., Any], *, fresh_version: Callable[[], int] | None = None, **asked
):
    """Call ``service(**asked)``; a Refusal goes beside its field, a Stale is told on top and what was typed is kept.

    ``fresh_version`` tells the record's version now, so that the person may look again and save.
    """
    try:
        return Attempt(True, service(**asked))
    except Refusal as refusal:
        form.refuse(refusal)
    except Stale as stale:
        form.mark_stale(str(stale), fresh_version() if fresh_version else None)
    return Attempt(False)


def typed(request: HttpRequest) -> QueryDict | None:
    """The values of a form that was sent, empty ones too; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def sent(
    request: HttpRequest,
    form: PlainForm,
    service: Callable[..., Any],
    asked: Callable[[], dict[str, Any]],
    *,
    fresh_version: Callable[[], int] | None = None,
) -> Attempt:
    """``attempt`` in the actor's name where the form was sent and is in order; not done where it was not.

    ``asked`` makes what the service is asked of the form's answers, and is called only then.
    """
    if request.method != "POST" or not form.is_valid():
        return Attempt(False)
    return attempt(form, service, fresh_version=fresh_version, by=request.actor, **asked())


def show(request: HttpRequest, template: str, form: PlainForm | None = None, **context: Any) -> HttpResponse:
    """The page; 409 where its form was overtaken by somebody else's, 200 otherwise."""
    status = 409 if form is not None and getattr(form, "stale", False) else 200
    return render(request, template, {"form": form, **context}, status=status)
