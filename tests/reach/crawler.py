"""Walking through the program as one person does: by links and buttons only, from the home page."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.world import time
from tests.world.looking import Browsers, leaving_no_trace
from tests.world.pages import Form, Page, read

# Pages on which it depends on the record where one can go: all of them are opened. Of other pages a few are enough.
BY_RECORD = {
    "opportunities:assessment",
    "journey:procurement",
    "opportunities:details",
    "opportunities:written",
    "opportunities:proposal",
    "policies:draft",
    "tenders:tender",
    "bids:of_tender",
    "bids:bid",
    "contracts:contract",
    "returns:return",
    "portal_tenders:tender",
    "portal_bids:bid",
    "portal_contracts:contract",
    "portal_returns:return",
}
ENOUGH = 2
MOST = 40
NOT_PRESSED = {"account_logout", "account_login", "account_reset_password", "account_request_login_code"}


@dataclass
class Walk:
    """Where somebody came, and what was broken: ``(address, answer, found on)``."""

    opened: Counter = field(default_factory=Counter)
    pressed: Counter = field(default_factory=Counter)
    broken: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def reached(self) -> set[str]:
        """The names of all addresses that were opened or sent to."""
        return set(self.opened) | set(self.pressed)


def name_of(path: str) -> str | None:
    """The name of the URL at ``path``; None where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _most(name: str | None) -> int:
    many = name is not None and (name in BY_RECORD or name.startswith("portal_"))
    return MOST if many else ENOUGH


def walk(browsers: Browsers, who: str) -> Walk:
    """Everything that ``who`` comes to from the home page."""
    found, seen = Walk(), {"/"}
    waiting = deque([("/", "the start")])
    while waiting:
        path, source = waiting.popleft()
        name = name_of(path)
        if not path.startswith("/") or path.startswith(("/static/", "/admin/")):
            continue
        if found.opened[name] >= _most(name):
            continue
        found.opened[name] += 1
        response = browsers.of(who, raise_request_exception=False).get(path)
        if response.status_code in (301, 302):
            leads = [response.url]
        else:
            leads = _read(browsers, who, path, response, found) if response.status_code == 200 else []
        if response.status_code >= 400 and not (path == "/" and who == "outsider"):
            found.broken.append((path, response.status_code, source))
        for lead in leads:
            if lead not in seen:
                seen.add(lead)
                waiting.append((lead, path))
    return found


def _read(browsers: Browsers, who: str, path: str, response, found: Walk) -> list[str]:
    if not response["Content-Type"].startswith("text/html"):
        return []
    page = read(path, response.content.decode())
    _press(browsers, who, page, found)
    return page.links + [form.action for form in page.forms if form.method == "get"]


def _press(browsers: Browsers, who: str, page: Page, found: Walk) -> None:
    """Press every button as the page offers it: the answer may be a refusal in words, never "you may not"."""
    for form in page.forms:
        name = name_of(form.action)
        if form.method != "post" or found.pressed[name] >= _most(name):
            continue
        found.pressed[name] += 1
        if name not in NOT_PRESSED:
            with leaving_no_trace():
                browser = browsers.of(who, raise_request_exception=False)
                answer = browser.post(form.action, _data(form))
                if answer.status_code == 302:
                    _look_round(browser, answer.url, found)
            time.at(time.NOW)
            if answer.status_code in (403, 404, 405) or answer.status_code >= 500:
                found.broken.append((f"POST {form.action}", answer.status_code, page.path))


def _data(form: Form) -> dict:
    """The form as it stands, with what must be ticked or chosen, and its first button."""
    return form.data() | {name: [value] for name, value in form.buttons[:1]}


def _look_round(browser: Client, path: str, found: Walk) -> None:
    """Open the page after a button, and from there what nobody has opened yet: what was done is taken back soon."""
    response = browser.get(path)
    found.opened[name_of(path)] += 1
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        for link in read(path, response.content.decode()).links:
            name = name_of(link)
            if name and not found.opened[name]:
                found.opened[name] += 1
                answer = browser.get(link).status_code
                if answer >= 400:
                    found.broken.append((link, answer, path))
