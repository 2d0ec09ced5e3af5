"""Sign-in by django-allauth: nobody signs up by themselves; accounts are made by a council or a supplier."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """The council makes the accounts, and what goes wrong is said plainly."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your email address and password, then try again",
        "incorrect_code": "This is not the code that we sent. Check it, or ask for a new one",
        "incorrect_password": "This is not your password. Try again",
        "enter_current_password": "This is not your present password. Try again",
        "too_many_login_attempts": "There were too many tries. Wait 5 minutes, then try again",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of signing in: what goes wrong is said plainly."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the code that your app shows now. Check it, or wait for the next one",
        "cannot_generate_recovery_codes": "Start using an authenticator app before you make recovery codes",
    }
