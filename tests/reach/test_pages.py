"""Every page can be come to by links from a home page, and no link or button leads to a closed door."""

import pytest

from tests.access_table.table import EVERYBODY, LIBRARY, TABLE
from tests.reach.crawler import Walk, name_of, walk

ALL = [*EVERYBODY.split(), "of_two"]
# Addresses to which no page leads, each with its reason.
NOT_FROM_A_PAGE = {
    "health": "asked by the machine that watches the program",
    "public_policies:start": "typed by whoever knows where the pages for everybody begin",
    "public_policies:compare_json": "linked from a comparison, which starts with filling in a form",
    "account_inactive": "where a closed account ends up after signing in",
    "account_signup": "nobody signs up by themselves; the page says so to whoever types the address",
    "account_reset_password_done": "comes after sending the form before it",
    "account_reset_password_from_key": "from a letter",
    "account_reset_password_from_key_done": "comes after sending the form before it",
    "account_confirm_login_code": "comes after sending the form before it",
    "account_confirm_email": "from a letter",
    "account_email_verification_sent": "comes after sending the form before it",
    "mfa_authenticate": "comes after the password, for whoever has a second step",
    "mfa_reauthenticate": "asked for by the library before something dangerous",
    "mfa_deactivate_totp": "only for whoever has a second step",
    "mfa_view_recovery_codes": "only for whoever has a second step",
    "mfa_generate_recovery_codes": "only for whoever has a second step",
    "mfa_download_recovery_codes": "only for whoever has a second step",
    "socialaccount_login_cancelled": "from the council's own sign-in service",
    "socialaccount_login_error": "from the council's own sign-in service",
    "socialaccount_signup": "from the council's own sign-in service",
}


@pytest.fixture(scope="package")
def walks() -> dict[str, Walk]:
    """What was walked already."""
    return {}


def _walk(walks, browsers, who: str) -> Walk:
    if who not in walks:
        walks[who] = walk(browsers, who)
    return walks[who]


@pytest.mark.parametrize("who", ALL)
def test_no_link_or_button_leads_to_a_closed_door(who, walks, browsers):
    """What a page offers to somebody, that person may do."""
    found: dict[tuple, list[str]] = {}
    for path, answer, source in _walk(walks, browsers, who).broken:
        name, page = name_of(path.removeprefix("POST ")), name_of(source)
        found.setdefault((name, answer, page), []).append(f"{path} from {source}")
    said = "\n".join(f"{n} answers {a} from {p}, {len(x)} times: {x[0]}" for (n, a, p), x in found.items())
    assert not found, f"closed doors\n{said}"


def test_every_page_is_reached_by_somebody(walks, browsers):
    """An address that no page leads to is lost to people who do not type addresses."""
    wanted = {url.name for url in TABLE} | set(LIBRARY)
    for who in ("of_two", "lead", "member", *ALL):
        wanted -= _walk(walks, browsers, who).reached
        if wanted <= set(NOT_FROM_A_PAGE):
            break
    lost, found = wanted - set(NOT_FROM_A_PAGE), set(NOT_FROM_A_PAGE) - wanted
    assert not lost, f"nobody comes to {', '.join(sorted(lost))}"
    assert not found, f"somebody does come to {', '.join(sorted(found))}: take it off the list"
