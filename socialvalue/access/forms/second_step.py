"""The forms of the second step of signing in, with labels and messages of our own; named in ``MFA_FORMS``."""

from typing import ClassVar

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as allauth
from allauth.mfa.totp import forms as totp

from socialvalue.access.forms.sign_in import PlainWords, Words

APP_CODE = ("Code from your app", "Enter the code from your app")
EITHER_CODE = ("Code from your app, or a recovery code", "Enter the code from your app, or a recovery code")


class SecondStepForm(PlainWords, allauth.AuthenticateForm):
    """The code after the password."""

    words: ClassVar[Words] = {"code": EITHER_CODE}


class SamePersonByCodeForm(PlainWords, allauth.ReauthenticateForm):
    """The code once more, before something important changes."""

    words: ClassVar[Words] = {"code": EITHER_CODE}


class StartSecondStepForm(PlainWords, totp.ActivateTOTPForm):
    """The first code that the app shows."""

    words: ClassVar[Words] = {"code": APP_CODE}

    def clean_code(self) -> str:
        """The code, which also shows who it is: the recovery codes follow without asking for another one."""
        code = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type="totp", reauthenticated=True)
        return code
