"""The base form: GOV.UK markup, messages in plain English, refusals of the domain at their fields."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import pretty_name

from socialvalue.access.domain import Refusal

DJANGO_REQUIRED = str(forms.Field.default_error_messages["required"])


def in_sentence(label: str) -> str:
    """A label as it reads inside a sentence: ``Title`` is ``title``, ``VAT rate`` stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class PlainForm(forms.Form):
    """The base of every form: GOV.UK markup, messages in plain English, refusals of the domain at their fields."""

    submit_label = "Continue"
    versioned = False
    heading_field: str | None = None
    label_size = "s"
    form_tag = True
    form_method = "post"
    mark_optional = True
    use_required_attribute = False
    stale = False

    def __init__(
        self,
        *args: Any,
        version: int | None = None,
        submit_label: str | None = None,
        cancel_url: str | None = None,
        **kwargs: Any,
    ):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if submit_label is not None:
            self.submit_label = submit_label
        self.cancel_url = cancel_url
        if self.versioned or version is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, initial=version
            )
        for name, field in self.fields.items():
            _speak_plainly(field, name)

    def kept(self) -> list[tuple[str, str]]:
        """Everything that was typed, box by box, for the page on which it is checked."""
        boxes = {name for name in self.data if name.rsplit("_", 1)[0] in self.fields or name in self.fields}
        return [(name, self.data[name]) for name in sorted(boxes)]

    @property
    def helper(self) -> FormHelper:
        """What the ``{% crispy %}`` tag needs to know."""
        helper = FormHelper()
        helper.form_tag = self.form_tag
        helper.form_method = self.form_method
        helper.render_hidden_fields = True
        helper.submit_label = self.submit_label
        helper.cancel_url = self.cancel_url
        return helper

    def mark_stale(self, message: str, fresh_version: int | None = None) -> None:
        """Say on top that somebody else was faster; with ``fresh_version`` the same form can be sent once more."""
        self.stale = True
        if fresh_version is None:
            self.add_error(None, f"{message} Open the page again before you change it.")
            return
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("version")] = str(fresh_version)
        self.data = data
        self.add_error(None, f"{message} What you typed is kept below: check it, then send it again.")

    def refuse(self, refusal: Refusal) -> None:
        """Show what the domain refused: each message at its field, or on top if the form has no such field."""
        for field, message in refusal.errors:
            self.add_error(field if field in self.fields else None, message)


def _speak_plainly(field: forms.Field, name: str) -> None:
    """Replace Django's own messages by ones that say what to do; messages that a form gave stay."""
    if field.label is None:
        field.label = pretty_name(name)
    label = str(field.label)
    own = field.error_messages
    if str(own.get("required")) == DJANGO_REQUIRED:
        own["required"] = _required_message(field, label)
    start = "This" if label.endswith("?") else label
    own["max_length"] = own.get("max_length", f"{start} must be %(limit_value)d characters or fewer")
    own["min_length"] = own.get("min_length", f"{start} must be %(limit_value)d characters or more")
    if isinstance(field, forms.EmailField):
        own["invalid"] = "Enter an email address in the correct format, like name@example.com"
    if isinstance(field, forms.ChoiceField):
        own["invalid_choice"] = own["invalid_list"] = "Choose from the list"


def _required_message(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick the box “{label}”"
    if label.endswith("?"):
        return f"Answer the question: {label}"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    return f"{verb} {_article(in_sentence(label))}"


def _article(label: str) -> str:
    """A label that starts with its own small word takes no "the"."""
    first = label.split(" ", 1)[0]
    return (
        label if first in {"a", "an", "the", "your", "their", "how", "what", "why", "who"} else f"the {label}"
    )
