"""What every answer tells the browser to refuse, and what production does not do without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

ROOT = Path(__file__).parent.parent.parent
ASKED = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "DEBUG", "DEMONSTRATION")
SAFE = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}


@pytest.fixture
def page(db):
    """The sign-in page, which anybody gets."""
    return Client().get(reverse("account_login"))


def _policy(page) -> dict[str, str]:
    said = (part.strip().partition(" ") for part in page["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in said}


def test_a_page_runs_nothing_but_our_own(page):
    """Scripts, styles and frames of others are refused by the browser, and so is what stands in a line of a page."""
    policy = _policy(page)
    assert {name: policy.get(name) for name in SAFE} == SAFE
    for kind in ("script-src", "style-src"):
        assert policy[kind].startswith("'self'")
        assert "unsafe" not in policy[kind] and "http" not in policy[kind] and "*" not in policy[kind]


def test_the_number_of_scripts_is_another_on_each_page(page, db):
    """A number that could be guessed would let a script in."""
    again = Client().get(reverse("account_login"))
    assert "'nonce-" in _policy(page)["script-src"]
    assert _policy(page)["script-src"] != _policy(again)["script-src"]


def test_a_page_stands_in_no_frame_and_no_browser_guesses(page):
    """Nor does it tell other sites where somebody came from."""
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"


def test_no_script_reads_who_has_signed_in(page, settings):
    """The cookie of a session is for the server only."""
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def _settings(**told: str) -> dict[str, str]:
    code = f"from socialvalue import settings as s; print([getattr(s, n) for n in {ASKED!r}])"
    kept = {name: value for name, value in os.environ.items() if name not in ("DEMONSTRATION", "DEBUG")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "SECRET_KEY": "x" * 50, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(ASKED, done.stdout.strip().strip("[]").split(", "), strict=True))


def test_production_is_safe_when_nothing_is_said():
    """Whoever forgets a setting has the strict one; only a demonstration, which has no certificate, goes without."""
    strict = dict(zip(ASKED, ("True", "True", "31536000", "False", "False"), strict=True))
    assert _settings() == strict
    assert _settings(DEMONSTRATION="1") == dict(
        zip(ASKED, ("False", "False", "0", "False", "True"), strict=True)
    )
