"""The addresses that come with the libraries: signing in, one's own account, and the administration."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access_table.expected import ALL, answer
from tests.access_table.table import ADMINISTRATION, LIBRARY, LIBRARY_ARGUMENTS
from tests.access_table.test_table import _patterns
from tests.world.looking import Watch, leaving_no_trace

# Suppliers have no password to be asked for again; nobody of the table has a second step to look at.
REFUSED = {"account_reauthenticate": 403, "mfa_reauthenticate": 403, "socialaccount_login_error": 401}
REFUSED |= dict.fromkeys(
    ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"), 404
)
# What /admin/ shows, each with its reason: reference matter and accounts, never a business record.
ADMINISTERED = {
    "auth.Group": "Django's own, unused",
    "account.EmailAddress": "the addresses with which people sign in",
    "mfa.Authenticator": "taking away a second step that was lost",
    "socialaccount.SocialApp": "the council's sign-in service",
    "socialaccount.SocialAccount": "who signs in elsewhere",
    "socialaccount.SocialToken": "who signs in elsewhere",
}


def _path(name: str) -> str:
    return reverse(name, args=LIBRARY_ARGUMENTS.get(name, []))


@pytest.mark.parametrize("name", LIBRARY)
def test_pages_of_libraries(name, world, browsers):
    """Whoever has not signed in gets the public ones only; nobody meets an error, and looking changes nothing."""
    kind, _ = LIBRARY[name]
    watch = Watch(browsers)
    for who in ALL:
        with leaving_no_trace():
            got = answer(browsers.of(who).get(_path(name)))
        assert got in {200, 302, "sign in", REFUSED.get(name)}, (who, got)
        if kind == "own" and who == "anonymous":
            assert got in {302, "sign in"}, "opened by whoever has not signed in"
    assert not watch.written()


def _admin_paths() -> list[str]:
    return sorted(path for _, path in _patterns(get_resolver()) if path.startswith(ADMINISTRATION))


def test_nobody_of_the_table_gets_into_the_administration(world, browsers):
    """All of /admin/ is for people with ``is_staff``: everybody else is sent to its own sign-in page."""
    names = [name for name, path in _patterns(get_resolver()) if path.startswith(ADMINISTRATION) and name]
    simple = [
        n
        for n in names
        if n.endswith(("index", "changelist", "add", "password_change", "jsi18n", "autocomplete"))
    ]
    assert simple
    for who in ALL:
        for name in simple:
            assert browsers.of(who).get(reverse(name)).status_code == 302, (who, name)


def test_the_administration_holds_reference_matter_only():
    """No procurement, bid, contract, return, posting, report or membership can be changed there."""
    assert {model._meta.label for model in admin.site._registry} == set(ADMINISTERED)


def test_the_old_addresses_only_redirect():
    """Nameless addresses of the sign-in library."""
    for path in ("login/cancelled", "login/error", "signup", "connections"):
        response = Client().get(f"/accounts/social/{path}/")
        assert response.status_code in (301, 302)
