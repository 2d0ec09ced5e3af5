"""What the templates of the govuk pack need to know of a box and Django's widgets do not say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class TextInput(forms.TextInput):
    """A text box with a width (2, 3, 4, 5, 10, 20, 30 characters, or "one-half") and a prefix or suffix."""

    def __init__(
        self,
        attrs: dict | None = None,
        *,
        width: int | str = "",
        prefix: str = "",
        suffix: str = "",
    ):
        super().__init__(attrs)
        self.width, self.prefix, self.suffix = width, prefix, suffix


class Radios(forms.RadioSelect):
    """Radio buttons with a hint under some of the choices, or ``inline`` on one line."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.hints, self.inline = hints or {}, inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with a hint under some of the choices."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class DateBoxes(forms.MultiWidget):
    """Three boxes: day, month, year."""

    use_fieldset = True
    parts = (("Day", 2), ("Month", 2), ("Year", 4))

    def __init__(self, attrs: dict | None = None):
        super().__init__(
            [TextInput({"inputmode": "numeric"}, width=width) for _, width in self.parts],
            attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        """The day, month and year of ``value``."""
        return [value.day, value.month, value.year] if value else [None, None, None]
