"""Signing in: staff by password, suppliers by a code sent by email; nobody makes an account of their own."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.ui.reading import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]
PASSWORD = "correct-horse-battery"


@pytest.fixture
def person():
    """Somebody with an account."""
    return get_user_model().objects.create_user(email="tom@example.org", name="Tom Hall", password=PASSWORD)


def words(response) -> str:
    """The words of an answer."""
    return Reader(response.content.decode()).text


def test_one_page_offers_both_ways_and_no_account(client):
    page = words(client.get(reverse("account_login")))
    assert "Council staff: with your password" in page
    assert "Suppliers: with a code by email" in page
    assert "sign up" not in page.lower()


def test_an_empty_sign_in_says_what_to_enter(client):
    page = words(client.post(reverse("account_login"), {}))
    assert page.startswith("Error: Sign in")
    assert page.count("Enter your email address") == 2
    assert page.count("Enter your password") == 2


def test_a_password_signs_in(client, person):
    answer = client.post(reverse("account_login"), {"login": "tom@example.org", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_a_code_that_was_sent_signs_in(client, person, mailoutbox):
    answer = client.post(reverse("account_request_login_code"), {"email": "tom@example.org"}, follow=True)
    assert "tom@example.org" in words(answer)
    (letter,) = mailoutbox
    assert letter.subject == "Your code to sign in to Social value, good for 15 minutes"
    code = re.search(r"on the page where you asked for it:\s+(\S+)", letter.body)[1]
    wrong = client.post(reverse("account_confirm_login_code"), {"code": "wrong"})
    assert words(wrong).startswith("Error: Enter the code")
    right = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert (right.status_code, right.url) == (302, "/")


def test_an_address_without_an_account_is_not_given_away(client, mailoutbox):
    answer = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"}, follow=True)
    assert "Enter the code that we sent you" in words(answer)
    assert "There is no account with this address" in mailoutbox[0].body
    assert "signup" not in mailoutbox[0].body


def test_a_forgotten_password_is_replaced_by_a_link(client, person, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "tom@example.org"})
    link = re.search(r"https?://[^/]+(\S+)", mailoutbox[0].body)[1]
    page = client.get(link, follow=True)
    assert "Choose a new password" in words(page)
    done = client.post(page.request["PATH_INFO"], {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in words(done)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_signup",
    ],
)
def test_pages_for_visitors_are_sound(client, name):
    answer = client.get(reverse(name))
    page = Reader(answer.content.decode())
    assert answer.status_code == 200
    assert page.open == []
    assert set(page.pointed_at) - set(page.ids) == set()
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "account_email",
        "account_reauthenticate",
        "mfa_index",
        "socialaccount_connections",
    ],
)
def test_pages_for_people_who_signed_in_are_sound(client, person, name):
    client.post(reverse("account_login"), {"login": "tom@example.org", "password": PASSWORD})
    answer = client.get(reverse(name), follow=True)
    page = Reader(answer.content.decode())
    assert answer.status_code == 200
    assert page.open == []
    assert set(page.pointed_at) - set(page.ids) == set()


def test_the_same_mistake_is_said_once(client, person):
    """At the top and at the field: the form of the code is not listed twice."""
    client.post(reverse("account_request_login_code"), {"email": "tom@example.org"})
    page = client.post(reverse("account_confirm_login_code"), {"code": "wrong"}).content.decode()
    assert page.count("This is not the code that we sent") == 2


def test_the_password_is_asked_for_again_in_plain_words(client, person):
    """The library puts a link into the hint, which would be read out as it is written."""
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("account_reauthenticate")).content.decode()
    assert "Confirm that it is you" in page
    assert "&lt;a" not in page and "Forgot your password" not in page
    wrong = words(client.post(reverse("account_reauthenticate"), {"password": "wrong"}))
    assert wrong.count("This is not your password. Try again") == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_set_up_without_a_password(client, person, mailoutbox):
    """Whoever signs in by code sets it up, sees the recovery codes at once, and is written to."""
    person.set_unusable_password()
    person.save()
    client.post(reverse("account_request_login_code"), {"email": "tom@example.org"})
    code = re.search(r"on the page where you asked for it:\s+(\S+)", mailoutbox[0].body)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    page = client.get(reverse("mfa_activate_totp"))
    assert "Start using an authenticator app" in words(page)
    wrong = words(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
    assert wrong.count("This is not the code that your app shows now") == 2
    secret = client.session["mfa.totp.secret"]
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    right = totp.format_hotp_value(totp.hotp_value(secret, counter))
    answer = client.post(reverse("mfa_activate_totp"), {"code": right}, follow=True)
    assert "Each of these works once" in words(answer)
    told = [letter.subject for letter in mailoutbox[1:]]
    assert told == ["Your account for Social value has a second step"]
    assert "tell the person who runs social value at the council at once" in mailoutbox[1].body


def test_a_new_password_is_told_by_letter(client, person, mailoutbox):
    client.post(reverse("account_login"), {"login": "tom@example.org", "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "three-other-words", "password2": "three-other-words"}
    client.post(reverse("account_change_password"), new)
    assert [letter.subject for letter in mailoutbox] == ["Your password for Social value was changed"]
    assert "three-other-words" not in mailoutbox[0].body
