"""What the access table says that somebody gets, and what they got."""

from django.conf import settings
from django.urls import reverse

from tests.access_table.table import EVERYBODY, Url

ALL = EVERYBODY.split()
TAKEN, REFUSED = "taken", "refused"


def expected(url: Url, who: str, how: str) -> set:
    """What ``who`` gets for an own record: statuses, or ``taken`` or ``refused`` for what is sent."""
    if who in url.who.split():
        return {200} if how == "GET" else {TAKEN}
    if who in url.unseen.split():
        return {404}
    if who in url.barred.split():
        return {403}
    if who in url.onward.split():
        return {302}
    if who in url.refused.split():
        return {200} if how == "GET" else {REFUSED}
    return {"sign in"} if who == "anonymous" else {url.others}


def expected_foreign(url: Url, who: str, how: str) -> set:
    """What ``who`` gets for the same record of the other council or supplier."""
    if who == "anonymous" or who in url.foreign.split():
        return expected(url, who, how)
    inside = f"{url.who} {url.unseen} {url.barred} {url.refused} {url.onward}".split()
    return {404} if who in inside else {url.others}


def answer(response) -> int | str:
    """The status; ``sign in`` where the way leads to the sign-in page."""
    if response.status_code == 302 and response.url.startswith(reverse(settings.LOGIN_URL)):
        return "sign in"
    return response.status_code


def verdict(response, how: str) -> int | str:
    """The same for something sent: ``taken`` leads on, ``refused`` shows the page again or says why."""
    said = answer(response)
    if how == "POST" and said in (200, 302, 400, 409):
        return TAKEN if said == 302 else REFUSED
    return said
