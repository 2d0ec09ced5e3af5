"""The sign-in forms of django-allauth with labels and messages of our own; named in ``ACCOUNT_FORMS``."""

from typing import Any, ClassVar

from allauth.account import forms as allauth
from django.conf import settings

Words = dict[str, tuple[str, str]]
EMAIL = ("Email address", "Enter your email address")
CODE = ("Code from the email", "Enter the code from the email")
NEW_PASSWORD = ("New password", "Enter a new password")
AGAIN = ("New password again", "Enter the new password again")
CODE_WIDTH = 10


def _password_hint() -> str:
    """What a new password must be, with the length that the settings ask for."""
    options = [one.get("OPTIONS", {}) for one in settings.AUTH_PASSWORD_VALIDATORS]
    least = next(one["min_length"] for one in options if "min_length" in one)
    return (
        f"At least {least} characters. Three words that have nothing to do with one another are easy to remember. "
        "Do not use your name or a password that many people use."
    )


class PlainWords:
    """Gives the fields named in ``words`` a label and a message for when nothing was entered."""

    words: ClassVar[Words] = {}
    fields: dict[str, Any]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, (label, required) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = required
            field.error_messages["invalid"] = (
                "Enter an email address in the correct format, like name@example.com"
            )
        if "password1" in self.words:
            self.fields["password1"].help_text = _password_hint()
        if "code" in self.words:
            self.fields["code"].widget.width = CODE_WIDTH


class SignInForm(PlainWords, allauth.LoginForm):
    """Email address and password."""

    words: ClassVar[Words] = {"login": EMAIL, "password": ("Password", "Enter your password")}


class AskForCodeForm(PlainWords, allauth.RequestLoginCodeForm):
    """The address to which a code is sent."""

    words: ClassVar[Words] = {"email": EMAIL}


class EnterCodeForm(PlainWords, allauth.ConfirmLoginCodeForm):
    """The code that was sent."""

    words: ClassVar[Words] = {"code": CODE}


class ForgottenPasswordForm(PlainWords, allauth.ResetPasswordForm):
    """The address to which a link for a new password is sent."""

    words: ClassVar[Words] = {"email": EMAIL}


class NewPasswordForm(PlainWords, allauth.ResetPasswordKeyForm):
    """A new password after the old one was forgotten."""

    words: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class FirstPasswordForm(PlainWords, allauth.SetPasswordForm):
    """A password for somebody who had none."""

    words: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class SamePersonForm(PlainWords, allauth.ReauthenticateForm):
    """The password once more, before something important changes."""

    words: ClassVar[Words] = {"password": ("Password", "Enter your password")}


class ChangePasswordForm(PlainWords, allauth.ChangePasswordForm):
    """A new password in place of the present one."""

    words: ClassVar[Words] = {
        "oldpassword": ("Present password", "Enter your present password"),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }
